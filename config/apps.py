from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """The admin site in the portal's clothes."""

    default_site = "config.admin.PortalAdminSite"

    def ready(self):
        super().ready()
        import config.celery  # noqa: F401  shared tasks find the portal's broker
