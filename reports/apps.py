from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        import_module("reports.audiences")
        import_module("reports.tasks")  # a worker finds the handlers of its jobs
        import_module("reports.purged_columns")
        values, resting = import_module("plans.unusual.services"), import_module("reports.resting")
        values.BUILT_ON.append(resting.resting_on)
