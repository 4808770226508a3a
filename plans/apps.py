from importlib import import_module

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Kế hoạch, Mục lục, tiến độ"

    def ready(self) -> None:
        """Register the jobs of a worker, join the workflow to its model; models are loaded only now."""
        for module in ("plans.jobs", "plans.appraisal.workflow", "plans.audiences"):
            import_module(module)
