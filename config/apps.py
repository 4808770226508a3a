from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """The admin site in the portal's clothes."""

    default_site = "config.admin.PortalAdminSite"
