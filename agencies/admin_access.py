"""The admin opens by duty: users are never `is_staff`, and Django's model permissions are not used."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Field
from django.http import HttpRequest

from .formfields import ADMIN_DAYS, ADMIN_NUMBERS
from .models import Decision, Duty, User

Duties = frozenset[Duty]


class DutyAdminMixin:
    """Who may see and change a model in the admin, by duty. Administrators see everything.

    `add_duties` and `delete_duties` follow `change_duties` unless they are declared; with an empty set nobody may.
    """

    view_duties: Duties = frozenset()
    view_decisions: tuple[Decision, ...] = ()  # seen also by who takes one of these in the place of another
    change_duties: Duties = frozenset({Duty.ADMINISTRATOR})
    add_duties: Duties | None = None
    delete_duties: Duties | None = None
    formfield_overrides: ClassVar[Mapping[type[Field], Mapping[str, Any]]] = {**ADMIN_NUMBERS, **ADMIN_DAYS}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user = request.user
        if not user.is_authenticated:
            return False
        on_duty = user.administers or _on_duty(user, self.view_duties | self.change_duties)
        return on_duty or user.delegation_for(*self.view_decisions) is not None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _on_duty(request.user, self.change_duties)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return _on_duty(request.user, self._or_change(self.add_duties))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _on_duty(request.user, self._or_change(self.delete_duties))

    def _or_change(self, duties: Duties | None) -> Duties:
        return self.change_duties if duties is None else duties


class ReadOnlyAdminMixin(DutyAdminMixin):
    """Seen, never changed, in the admin."""

    change_duties = frozenset()


def _on_duty(user: User | AnonymousUser, duties: Duties) -> bool:
    """True where the user's duty is among the duties; a superuser has an administrator's."""
    if not user.is_authenticated:
        return False
    return user.duty_in_force in duties or (user.is_superuser and Duty.ADMINISTRATOR in duties)
