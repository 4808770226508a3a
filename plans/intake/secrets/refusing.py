"""Refusing a workbook of figures whole, where a mark of secrecy stands anywhere in it."""

from collections.abc import Sequence

from agencies.secrecy.marks import file_name_is_marked, is_marked
from plans.intake.sandbox import Refused, Sheet, secret_message

from .levels import secret_places


def refuse_secrets(sheets: Sequence[Sheet], file_name: str) -> None:
    """Raises Refused for a workbook with a mark of secrecy anywhere; the refusal names places only."""
    rows = dict(secret_places(sheets))
    places = [
        (index, None if is_marked(sheet.name) else sheet.name, rows.get(sheet.name, []))
        for index, sheet in enumerate(sheets)
        if sheet.name in rows or is_marked(sheet.name)
    ]
    if places or file_name_is_marked(file_name):
        raise Refused("secret", secret_message(places))
