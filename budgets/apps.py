from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = "Dự toán"

    def ready(self):
        from . import workflow  # noqa: F401  models are there now: the workflow joins its model
