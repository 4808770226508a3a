"""The code of a day: what goes out of the portal, so that a history written anew from its beginning is noticed too."""

import logging
from datetime import date, timedelta

from .. import mail
from ..calendar import portal_today
from ..formats.dates import format_date
from ..models import ChainHead, HistoryCode, User
from .digests import code_of

log = logging.getLogger("portal.history")


def make_code(day: date | None = None) -> HistoryCode:
    """Keep the code of all chains as they are now for the day (default: yesterday); kept once, it stays.

    A code made now goes into the log, and by mail to the administrators where mail is set.
    """
    day = day or portal_today() - timedelta(days=1)
    heads = {str(head.pk): [head.number, head.commitment] for head in ChainHead.objects.filter(number__gt=0)}
    code, is_new = HistoryCode.objects.get_or_create(day=day, defaults={"heads": heads, "code": code_of(heads)})
    if is_new:
        log.info("history code", extra={"day": day.isoformat(), "code": code.code})
        send(code)
    return code


def code_before(day: date) -> HistoryCode | None:
    """The latest code of a day before, as papers of the day print it: made again later they print the same."""
    return HistoryCode.objects.filter(day__lt=day).order_by("-day").first()


def in_words(code: HistoryCode) -> str:
    """As papers and mails print it."""
    return f"Mã lịch sử đến hết ngày {format_date(code.day)}: {code}"


def send(code: HistoryCode) -> None:
    """Mail the code to the administrators, where mail is set; a server that is down is a line in the log."""
    if not mail.is_set():
        return
    text = f"{in_words(code)}\n\nGiữ thư này: mã chứng minh rằng lịch sử của cổng đến ngày đó không bị sửa về sau.\n"
    try:
        opened = mail.connection()
        for address in User.objects.administrators().exclude(email="").values_list("email", flat=True):
            mail.send(address, in_words(code), text, opened)
    except (mail.MailFailed, mail.AddressRefused) as error:
        log.error("history code not mailed: %s", error)
