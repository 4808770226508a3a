from importlib import import_module

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """The admin with the portal's own site; loads the Celery app, so that shared tasks find the portal's broker."""

    default_site = "config.admin.PortalAdminSite"

    def ready(self) -> None:
        super().ready()
        import_module("config.celery")
        hide_secrets()


def hide_secrets() -> None:
    """The keys of people's phones and their recovery codes have no page in the admin."""
    for label in ("otp_totp.TOTPDevice", "otp_static.StaticDevice"):
        admin.site.unregister(apps.get_model(label))
