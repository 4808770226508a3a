from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Kế hoạch, Mục lục, tiến độ"

    def ready(self):
        from agencies.drafts import NEVER_KEPT
        from plans.intake.secrets.marks import is_marked

        from . import jobs  # noqa: F401  (registers what a worker does)
        from .appraisal import workflow  # noqa: F401  (joins its model)

        NEVER_KEPT.append(is_marked)
