from importlib import import_module

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = "Dự toán"

    def ready(self) -> None:
        # Only now are the models loaded that the workflow joins and the question below asks.
        from plans.appraisal.corrections import BUILT_ON

        from .limits import resting_on

        import_module("budgets.workflow")
        BUILT_ON.append(resting_on)
