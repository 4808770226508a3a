from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_migrate, pre_migrate
from django.forms import Field

from .chain import triggers

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .models import User


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Cơ quan và người dùng"

    def ready(self) -> None:
        # Django's own Vietnamese ("Trường này là bắt buộc.") does not say what to do.
        Field.default_error_messages["required"] = "Nhập nội dung này."
        pre_migrate.connect(triggers.take_down, sender=self)
        post_migrate.connect(triggers.set_up, sender=self)
        # Django's own receiver writes the machine's moment, which a portal set to a day would show.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(remember_login, dispatch_uid="update_last_login")
        logins = import_module("agencies.limits.logins")
        user_logged_in.connect(logins.remember_place, dispatch_uid="login_place")
        user_login_failed.connect(logins.count_failure, dispatch_uid="login_failure")
        user_logged_in.connect(begin_session, dispatch_uid="begin_session")
        user_logged_in.connect(import_module("agencies.sessions").remember_sign_in, dispatch_uid="remember_sign_in")
        remember_access()
        import_module("agencies.purge.columns")  # models are there only now
        import_module("agencies.audiences")


def remember_access() -> None:
    """Failed, locked and ended log-ins are in the history; a good one is written by its view."""
    # Models are there only now.
    from axes.signals import user_locked_out

    # So are the history's.
    from . import access

    user_login_failed.connect(access.remember_failure)
    user_locked_out.connect(access.remember_lock)
    user_logged_out.connect(access.remember_logout)


def begin_session(request: "HttpRequest", **kwargs: object) -> None:
    """From this moment the limits of the log-in count."""
    from .session_limits import begin  # after the settings

    begin(request)


def remember_login(user: "User", **kwargs: object) -> None:
    """Record when the person logged in, by the portal's clock."""
    from .calendar import portal_now  # after the settings

    user.last_login = portal_now()
    user.save(update_fields=["last_login"])
