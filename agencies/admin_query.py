"""Check of query strings in the admin: what no page of the admin writes is refused (400) before Django reads it."""

from collections.abc import Iterable
from math import isfinite

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import TO_FIELD_VAR
from django.core.exceptions import BadRequest
from django.http import QueryDict

from .policies import LARGEST_KEY

OUR_OWN = {"q", "sau", "trang", "mau", "muc-luc"}  # read by pages of ours, which take any text
STRANGE = "Địa chỉ này không phải do cổng lập. Quay lại danh sách rồi tìm lại."


def refuse_strange(query: QueryDict) -> None:
    """Raise BadRequest for a number that no database takes, and for an object named by an empty field."""
    if query.get(TO_FIELD_VAR) == "" or any(is_too_large(part) for part in parts_of(query)):
        raise BadRequest(STRANGE)


def refuse_strange_choice(sent: QueryDict) -> None:
    """Raise BadRequest where a row is chosen on a list by what is no key."""
    if not all(is_key(key) for key in sent.getlist(ACTION_CHECKBOX_NAME)):
        raise BadRequest(STRANGE)


def is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and not is_too_large(text)


def parts_of(query: QueryDict) -> Iterable[str]:
    """Each value that Django reads; of a list, as `id__in` takes it, each of its parts."""
    asked = (value for name, values in query.lists() if name not in OUR_OWN for value in values)
    return (part for value in asked for part in value.split(","))


def is_too_large(text: str) -> bool:
    """True for a number beyond what a key or a sum may be."""
    try:
        number = float(text)
    except ValueError:
        return False
    return not isfinite(number) or abs(number) > LARGEST_KEY
