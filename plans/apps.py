from importlib import import_module

from django.apps import AppConfig

WIRED = (
    *("plans.jobs", "plans.purged_columns", "plans.audiences"),
    *("plans.appraisal.workflow", "plans.extensions.workflow", "plans.difficulties.workflow"),
    *("plans.catalogues.signing", "plans.declarations.review_signing", "plans.extensions.signing"),  # what a head signs
)


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Kế hoạch, Mục lục, tiến độ"

    def ready(self) -> None:
        """Register jobs and what a purge empties, join the workflow to its model; models are loaded only now."""
        for module in WIRED:
            import_module(module)
