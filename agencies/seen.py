"""What the page that a person sent had shown. A decision about anything else than the present state is refused, and so
is one whose page does not say what it showed; the page is drawn anew, and counts only when it is sent again."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .requests import posted_int
from .workflow import Overtaken

VERSION, MARK = "version", "seen"  # hidden fields: the version of an object, a mark of anything else that was shown
UNSEEN = "Chưa thực hiện: trang vừa gửi không ghi bản bạn đã xem. Xem nội dung hiện nay rồi gửi lại nếu vẫn đồng ý."
CHANGED = "overtaken"


class Unseen(Overtaken):
    """The page that was sent does not say what it had shown."""

    def __init__(self) -> None:
        super().__init__(UNSEEN)


def seen_version(request: HttpRequest) -> int:
    """The version of the object that the person's page showed. Raises Unseen where it names none."""
    version = posted_int(request.POST.get(VERSION, ""))
    if version is None:
        raise Unseen
    return version


def seen_mark(request: HttpRequest, name: str = MARK) -> str:
    """The mark of what the person's page showed; "" may be one. Raises Unseen where there is none."""
    mark = request.POST.get(name)
    if mark is None:
        raise Unseen
    return mark


def refuse(form: forms.BaseForm, error: Exception) -> None:
    """Say above the form why nothing was done; `status_of` knows where it is because of what was seen."""
    code = CHANGED if isinstance(error, Overtaken) else None
    form.add_error(None, ValidationError(str(error), code=code))


def status_of(form: forms.BaseForm | None) -> HTTPStatus:
    """409 where the form was refused because of what its page had shown, else 200."""
    refused = form is not None and form.is_bound and form.has_error(NON_FIELD_ERRORS, CHANGED)
    return HTTPStatus.CONFLICT if refused else HTTPStatus.OK


def status_after(refusal: Exception | None) -> HTTPStatus:
    """409 where nothing was done because of what the page had shown, else 200."""
    return HTTPStatus.CONFLICT if isinstance(refusal, Overtaken) else HTTPStatus.OK


def shown_again(request: HttpRequest, template: str, context: dict[str, object], error: Exception) -> HttpResponse:
    """The page that asks, drawn anew with the present values, and above it why nothing was done yet (409)."""
    messages.error(request, str(error))
    return render(request, template, context, status=HTTPStatus.CONFLICT)
