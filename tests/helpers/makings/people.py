"""Forms about people and their accounts, and about contents that are purged."""

from django.core import mail

from agencies.account_changes import ask
from agencies.models import Delegation, Event, Invitation, Purge
from tests.helpers import delegations
from tests.helpers import factories as make
from tests.helpers.typing_forms import a_catalogue

from .common import Making


def delegation_new(cast):
    asked = delegations.asked(cast("nam"), cast("minh"))
    return Making("nam", "/ky-thay/them/", lambda: asked, Delegation)


def purge_new(cast):
    place = f"plans_catalogue {a_catalogue(cast('lan')).pk} name"
    document = {"document_number": "12/BC", "document_date": "19/6/2025", "reason": "Bí mật lọt vào"}
    return Making("hoa", "/xoa-noi-dung/de-nghi/", lambda: {"places": place} | document, Purge)


def account_change_answer(cast):
    asked = ask(cast("lan"), {"duty": ("prepares", "signs")}, actor=make.a_user(cast("quy").agency, "administrator"))
    answer = {"chon": str(asked.pk), "tra-loi": "xac-nhan"}
    made = Event.objects.filter(action="confirm_change")
    return Making("quy", "/thay-doi-tai-khoan/tra-loi/", lambda: answer, None, count=made.count)


def invitation_issue(cast):
    return Making("quy", "/giay-moi/cap/", lambda: {"nguoi": str(cast("thu").pk)}, Invitation)


def mail_test(cast):
    return Making("quy", "/bat-dau/thu-dien-tu/", dict, None, count=lambda: len(mail.outbox))


MAKINGS = [delegation_new, purge_new, account_change_answer, invitation_issue, mail_test]
