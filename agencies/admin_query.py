"""What an address asks of the admin: what no page of the admin writes is refused (400) before Django reads it."""

from collections.abc import Iterable
from math import isfinite

from django.contrib.admin.options import TO_FIELD_VAR
from django.core.exceptions import BadRequest
from django.http import QueryDict

from .policies import LARGEST_KEY

STRANGE = "Địa chỉ này không phải do cổng lập. Quay lại danh sách rồi tìm lại."


def refuse_strange(query: QueryDict) -> None:
    """Raise BadRequest for a number that no database takes, and for an object named by an empty field."""
    if query.get(TO_FIELD_VAR) == "" or any(is_too_large(part) for part in parts_of(query)):
        raise BadRequest(STRANGE)


def parts_of(query: QueryDict) -> Iterable[str]:
    """Each value; of a list, as `id__in` takes it, each of its parts."""
    return (part for _, values in query.lists() for value in values for part in value.split(","))


def is_too_large(text: str) -> bool:
    """True for a number beyond what a key or a sum may be."""
    try:
        number = float(text)
    except ValueError:
        return False
    return not isfinite(number) or abs(number) > LARGEST_KEY
