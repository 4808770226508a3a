"""The same form sent twice makes one thing: the second sending leads to what the first one made.

Each page is drawn with a key of its own (`once_key`, in the tag `owner_field`). The first sending puts it into the
database, which takes it once; the view of a route declared `once=True` runs for that one alone.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import blake2b
from http import HTTPStatus
from time import monotonic, sleep
from uuid import uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from . import acting, drafts
from .calendar import portal_now
from .models import SentForm

View = Callable[..., HttpResponseBase]
FIELD, KEY = drafts.ONCE, re.compile(r"[0-9a-f]{32}")
KEPT = timedelta(days=7)
LONGEST_WAIT, STEP = 10.0, 0.05  # seconds: how long the second sending waits for the first
UNKNOWN = "Chưa gửi: trang vừa gửi đã cũ hoặc không đầy đủ. Xem lại nội dung, chọn lại tệp nếu có, rồi gửi."
OTHERWISE = (
    "Trang này đã gửi một lần, và nội dung bạn vừa gửi khác lần đó nên chưa được ghi. Xem lại nội dung rồi gửi nếu cần "
    "lập thêm."
)
ALREADY = "Biểu mẫu này đã được gửi trước đó, không gửi thêm lần nữa. Đây là kết quả của lần gửi đó."
STILL = "Lần gửi trước của biểu mẫu này còn đang được xử lý. Chờ một lát, xem kết quả, rồi mới gửi lại nếu cần."


def once_key() -> str:
    """A key for one drawing of a form."""
    return uuid4().hex


def sent_once(view: View, *, draws: bool) -> View:
    """The view; of equal POSTs it sees the first one only. `draws`: on GET it draws its form."""

    @wraps(view)
    def answering(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        def answer() -> HttpResponseBase:
            return view(request, *args, **kwargs)

        if request.method != "POST":
            return answer()
        earlier = None
        if KEY.fullmatch(request.POST.get(FIELD, "")):
            mine, earlier = claim_or_first(request)
            if mine:
                return first(mine, answer)
        if earlier and earlier.answer and earlier.content == content_of(request):
            messages.info(request, ALREADY)
            return redirect(earlier.answer)
        messages.error(request, why_not(request, earlier))
        return drawn_again(request, answer) if draws else redirect(acting.way_back(request))

    answering.__dict__["once"] = True
    return answering


def claim(request: HttpRequest) -> SentForm | None:
    """The sending, entered; None where there is an earlier one."""
    try:
        with transaction.atomic():
            return SentForm.objects.create(**place_of(request), content=content_of(request))
    except IntegrityError:
        return None


def first(mine: SentForm, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What the view answers; a form that is shown again made nothing, and may be sent again."""
    try:
        response = answer()
    except BaseException:
        mine.delete()
        raise
    done = leads_to(response, mine.form)
    if done:
        SentForm.objects.filter(pk=mine.pk).update(answer=done[:300])
    else:
        mine.delete()
    return response


def leads_to(response: HttpResponseBase, form: str) -> str:
    """Where a form that has done its work leads: to what was made, or back to the form where a file came of it."""
    if 300 <= response.status_code < 400:
        return str(response["Location"])
    return form if response.get("Content-Disposition", "").startswith("attachment") else ""


def claim_or_first(request: HttpRequest) -> tuple[SentForm | None, SentForm | None]:
    """(this sending, None) where it is the first, or the first made nothing; else (None, the first one), which is
    waited for until it is over."""
    until, earlier = monotonic() + LONGEST_WAIT, None
    while monotonic() < until:
        if mine := claim(request):
            return mine, None
        earlier = SentForm.objects.filter(**place_of(request)).first()
        if earlier and earlier.answer:
            break
        sleep(STEP)
    return None, earlier


def why_not(request: HttpRequest, earlier: SentForm | None) -> str:
    """Why the view does not see what was sent."""
    if earlier is None:
        return UNKNOWN
    return STILL if earlier.content == content_of(request) else OTHERWISE


def drawn_again(request: HttpRequest, draw: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The form, with what was typed and a key of its own (409)."""
    drafts.keep_sent(request)
    request.method, request.POST = "GET", QueryDict()
    response = draw()
    if response.status_code == HTTPStatus.OK:
        response.status_code = HTTPStatus.CONFLICT
    return response


def place_of(request: HttpRequest) -> dict[str, object]:
    return {"user": request.user, "form": request.path[:200], "key": request.POST[FIELD]}


def content_of(request: HttpRequest) -> str:
    """A hash of all that was sent but for tokens."""
    found = blake2b(repr(sorted(drafts.kept_fields(request.POST).items())).encode(), digest_size=32)
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            found.update(f"{name}:{file.name}".encode())
            for chunk in file.chunks():
                found.update(chunk)
            file.seek(0)
    return found.hexdigest()


def clear_sent_forms() -> None:
    """Daily: forget keys of pages that nobody has open any more."""
    SentForm.objects.filter(sent_at__lt=portal_now() - KEPT).delete()
