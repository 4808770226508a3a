from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """The admin with the portal's own site; loads the Celery app, so that shared tasks find the portal's broker."""

    default_site = "config.admin.PortalAdminSite"

    def ready(self) -> None:
        super().ready()
        import_module("config.celery")
