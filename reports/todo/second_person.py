"""Tasks of a second person: changes of accounts, and letting somebody else decide."""

from django.urls import reverse

from agencies.account_changes import may_confirm as may_confirm_change
from agencies.calendar import portal_today
from agencies.delegation.services import may_confirm as may_confirm_delegation
from agencies.models import AccountChange, Decision, Delegation, User

from .pills import Task, task, waiting


def second_person_tasks(user: User) -> list[Task]:
    """Tasks of administrators, heads of agencies and who decides in their place: what others asked for."""
    return [*account_changes(user), *delegations(user)]


def account_changes(user: User) -> list[Task]:
    """One task for all changes that the person may confirm, with how long the oldest has waited."""
    if not (user.administers or user.decides_on(Decision.CONFIRM_ACCOUNTS)):
        return []
    seen = AccountChange.objects.visible_to(user).waiting().order_by("asked_at", "pk")
    found = [change for change in seen if may_confirm_change(user, change)]
    if not found:
        return []
    tone, days = waiting(found[0].asked_at, portal_today())
    note = f"Đề nghị sớm nhất: {found[0]}."
    return [
        task(
            "Xác nhận thay đổi tài khoản",
            reverse("account_changes"),
            count=len(found),
            tone=tone,
            word=f"lâu nhất {days}",
            note=note,
        )
    ]


def delegations(user: User) -> list[Task]:
    """One task for all that the person may confirm; the only one leads to its own page."""
    waits = Delegation.objects.visible_to(user).filter(state=Delegation.State.WAITING, valid_to__gte=portal_today())
    if not waits.exists():  # mostly nothing does, and the people come from six tables
        return []
    found = [one for one in waits.with_people().order_by("asked_at", "pk") if may_confirm_delegation(user, one)]
    if not found:
        return []
    tone, days = waiting(found[0].asked_at, portal_today())
    only = len(found) == 1
    url = reverse("delegation_detail", args=[found[0].pk]) if only else reverse("delegation_list")
    note = f"Đề nghị sớm nhất: {found[0]}."
    return [task("Xác nhận việc giao ký", url, count=len(found), tone=tone, word=f"lâu nhất {days}", note=note)]
