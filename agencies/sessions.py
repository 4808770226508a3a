"""Sessions that know whose they are: each person sees and ends their own, an administrator anybody's."""

from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware as DjangosMiddleware
from django.db import DatabaseError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from .calendar import portal_now
from .client_address import client_address
from .history import record
from .models import PortalSession, User

ENDED = "da-ket-thuc"  # in the address of the log-in page: why one is there
SIGN_IN = "sign_in"  # in the session: device, address and moment of the log-in
SEEN_EVERY = timedelta(minutes=10)
UNKNOWN = "thiết bị khác"
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox", "Firefox"), ("Chrome", "Chrome"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"))


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with the person, the device and the moment beside."""

    @classmethod
    def get_model_class(cls) -> type[PortalSession]:
        return PortalSession

    def create_model_instance(self, data: dict[str, Any]) -> PortalSession:
        session = cast(PortalSession, super().create_model_instance(data))
        known = data.get(SIGN_IN) or {}
        session.user_id = data.get(SESSION_KEY)
        session.device, session.address = known.get("device", ""), known.get("address")
        session.began_at = datetime.fromisoformat(known["at"]) if "at" in known else None
        return session

    def load(self) -> dict[str, Any]:
        now = timezone.now()
        try:
            session = PortalSession.objects.get(session_key=self.session_key, expire_date__gt=now)
        except PortalSession.DoesNotExist:
            self._session_key = None
            return {}
        if session.user_id and not timedelta() <= portal_now() - session.seen_at < SEEN_EVERY:
            note_use(session)
        return self.decode(session.session_data)


class SessionMiddleware(DjangosMiddleware):
    """Where a session was ended while its own request was under way, a page says so."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            ended = redirect(f"{reverse('login')}?{urlencode({ENDED: 1})}")
            ended.delete_cookie(settings.SESSION_COOKIE_NAME)
            return ended


def note_use(session: PortalSession) -> None:
    """Note that the session is in use; where nothing can be written now (a full disk), pages are read all the same."""
    try:
        with transaction.atomic():
            PortalSession.objects.filter(pk=session.pk).update(seen_at=portal_now())
    except DatabaseError:
        return


def remember_sign_in(request: HttpRequest, **kwargs: object) -> None:
    """Receiver of user_logged_in: where and on what the session began."""
    device = device_of(request.META.get("HTTP_USER_AGENT", ""))
    known = {"device": device, "address": client_address(request), "at": portal_now().isoformat()}
    request.session[SIGN_IN] = known


def device_of(agent: str) -> str:
    """ "Chrome, Windows", as far as the browser says; never its own words."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "Safari" if "Safari" in agent else "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "Linux" if "Linux" in agent else "")
    return ", ".join(filter(None, (browser, system))) or UNKNOWN


def of(user: User) -> models.QuerySet[PortalSession]:
    """The sessions in which the person is logged in now, the one used last first."""
    return PortalSession.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen_at")


@transaction.atomic
def end(sessions: models.QuerySet[PortalSession], *, owner: User, actor: User | None) -> int:
    """End the owner's sessions among these: whoever uses them must log in again. Returns how many ended."""
    count, _ = sessions.filter(user=owner).delete()
    if count:
        whose = "" if owner == actor else f" của {owner}"
        record(owner, actor=actor, action="sessions", sentence=f"kết thúc {count} phiên đăng nhập{whose}")
    return count
