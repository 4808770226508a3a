from importlib import import_module

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Kế hoạch, Mục lục, tiến độ"

    def ready(self) -> None:
        """Register jobs and what a purge empties, join the workflow to its model; models are loaded only now."""
        for module in ("plans.jobs", "plans.appraisal.workflow", "plans.purged_columns", "plans.audiences"):
            import_module(module)
        for module in ("plans.catalogues.signing", "plans.declarations.review_signing"):  # what a head signs
            import_module(module)
