from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.forms import Field

if TYPE_CHECKING:
    from .models import User


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Cơ quan và người dùng"

    def ready(self) -> None:
        # Django's own Vietnamese ("Trường này là bắt buộc.") does not say what to do.
        Field.default_error_messages["required"] = "Nhập nội dung này."
        # Django's own receiver writes the machine's moment, which a portal set to a day would show.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(remember_login, dispatch_uid="update_last_login")
        user_logged_in.connect(import_module("agencies.sessions").remember_sign_in, dispatch_uid="remember_sign_in")


def remember_login(user: "User", **kwargs: object) -> None:
    """Record when the person logged in, by the portal's clock."""
    from .calendar import portal_now  # after the settings

    user.last_login = portal_now()
    user.save(update_fields=["last_login"])
