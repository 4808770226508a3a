from importlib import import_module

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = "Dự toán"

    def ready(self) -> None:
        import_module("budgets.workflow")  # only now are the models loaded that the workflow joins
        import_module("budgets.purged_columns")
        import_module("budgets.audiences")
        corrections, limits = import_module("plans.appraisal.corrections"), import_module("budgets.limits")
        corrections.BUILT_ON.append(limits.resting_on)
