"""Giấy mời on paper: a sheet for each person, with the code as letters and as a QR code."""

import io
from collections.abc import Sequence

import segno
from django.template.loader import render_to_string

from agencies.invitations import Invited

from .pdf import engine

QUIET_ZONE = 2  # modules of white around the code; the sheet is white as well


def invitation_sheets(invited: Sequence[Invited], address: str, signed: dict[str, object]) -> bytes:
    """The PDF, in the order given; `signed` says who invites, when and until when. Raises PdfUnavailable."""
    weasyprint, fetcher = engine()
    sheets = [{"to": each, "qr": qr_code(each.link(address))} for each in invited]
    html = render_to_string("documents/invitations.html", {"sheets": sheets, "address": address} | signed)
    style = weasyprint.CSS(string=render_to_string("documents/invitations.css"), url_fetcher=fetcher)
    target = io.BytesIO()
    weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(target, stylesheets=[style])
    return target.getvalue()


def qr_code(text: str) -> str:
    """The text as an SVG drawing that scales to the room it gets; it holds numbers only, nothing to escape."""
    return segno.make(text, error="m", micro=False).svg_inline(omitsize=True, border=QUIET_ZONE)
