"""Giấy mời on paper: a sheet for each person, with the code as letters and as a QR code.

By ReportLab: 265 sheets take it some seconds, an HTML engine three quarters of a minute.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import segno
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, HRFlowable, PageBreak, SimpleDocTemplate, Spacer, Table

from agencies.formats.dates import format_date
from agencies.invitations import Invited

from .pdf import faces
from .pdf_table import COMMON, UPRIGHT
from .pdf_text import line, middle

QR_SIDE, QUIET_ZONE = 45 * mm, 2  # the drawing's side; modules of white around the code
LABELS = 42 * mm
STEPS = (
    "1. Trên máy tính, mở địa chỉ {address} rồi gõ mã mời ở trên; hoặc quét mã vuông dưới đây bằng điện thoại trong "
    "mạng mở được cổng.",
    "2. Đặt mật khẩu của riêng mình, ít nhất 10 ký tự. Đặt xong là đã đăng nhập.",
    "3. Những lần sau đăng nhập bằng tên đăng nhập và mật khẩu vừa đặt.",
)
CARE = (
    "Ai giữ giấy này vào được tài khoản: chuyển trong phong bì dán kín, hủy giấy khi đã đặt mật khẩu.",
    "Mất giấy, quá hạn hoặc giấy không phải của mình: báo người quản trị cổng để được cấp giấy khác.",
)


@dataclass(frozen=True)
class Round:
    """What all sheets of one round share: whose portal, the page that takes codes, who invites, when, until when."""

    portal: str
    address: str
    actor: str
    made_on: date
    last_day: date


def invitation_sheets(invited: Sequence[Invited], shared: Round) -> bytes:
    """The PDF, a page a person in the order given. Raises PdfUnavailable where the machine has no fitting font."""
    for style, path in faces().items():
        registerFont(TTFont(style, path))
    target = io.BytesIO()
    drawn = [part for each in invited for part in (*sheet(each, shared), PageBreak())]
    SimpleDocTemplate(target, **COMMON, **UPRIGHT, title="Giấy mời đăng nhập").build(drawn)
    return target.getvalue()


def sheet(invited: Invited, shared: Round) -> Iterator[Flowable]:
    """What one person gets."""
    user = invited.user
    yield line(shared.portal, 12)
    yield HRFlowable(width="100%", color="black", thickness=0.75, spaceBefore=3 * mm, spaceAfter=8 * mm)
    yield middle("GIẤY MỜI ĐĂNG NHẬP", 16, spaceAfter=6 * mm)
    yield line(f"Kính gửi: {user.full_name}" + (f", {user.position}" if user.position else ""))
    yield line(str(user.agency or ""), spaceAfter=6 * mm)
    yield account(invited, shared)
    yield Spacer(0, 5 * mm)
    for step in STEPS:
        yield line(step.format(address=shared.address), leftIndent=8 * mm, firstLineIndent=-6 * mm, spaceAfter=3 * mm)
    yield Spacer(0, 3 * mm)
    yield QrCode(invited.link(shared.address))
    yield Spacer(0, 6 * mm)
    care = [[[line(text, spaceAfter=2 * mm) for text in CARE]]]
    yield Table(care, style=[("BOX", (0, 0), (-1, -1), 0.75, "black"), ("TOPPADDING", (0, 0), (-1, -1), 3 * mm)])
    signed = f"Ngày {format_date(shared.made_on)}. Người mời: {shared.actor}."
    yield line(signed, face="italic", alignment=TA_RIGHT, spaceBefore=6 * mm)


def account(invited: Invited, shared: Round) -> Table:
    """Name of the account, its duty, the code and how long it holds."""
    user = invited.user
    rows = [
        ("Tên đăng nhập:", line(user.username, face="bold")),
        ("Nhiệm vụ:", line(user.get_duty_display(), face="bold")),
        ("Mã mời:", line(invited.spelled, 16, "Courier-Bold")),
        ("Dùng được:", line(f"một lần, đến hết ngày {format_date(shared.last_day)}", face="bold")),
    ]
    style = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    return Table([[line(label), value] for label, value in rows], [LABELS, None], style=style)


class QrCode(Flowable):
    """A text as a QR code, drawn as one path in the middle of the column."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hAlign, self.width, self.height = "CENTER", QR_SIDE, QR_SIDE
        self.rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=QUIET_ZONE)]

    def draw(self) -> None:
        module, path = QR_SIDE / len(self.rows), self.canv.beginPath()
        for down, row in enumerate(self.rows, 1):
            for across, dark in enumerate(row):
                if dark:
                    path.rect(across * module, QR_SIDE - down * module, module, module)
        self.canv.drawPath(path, stroke=0, fill=1)
