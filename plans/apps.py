from importlib import import_module

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Kế hoạch, Mục lục, tiến độ"

    def ready(self) -> None:
        """Register the jobs of a worker, join the workflow to its model, keep no draft that names a secret."""
        # Models are loaded only now, and all of these need them.
        from agencies.drafts import NEVER_KEPT
        from plans.intake.secrets.marks import is_marked

        for module in ("plans.jobs", "plans.appraisal.workflow"):
            import_module(module)
        NEVER_KEPT.append(is_marked)
