"""Columns of the list of manifests and of the lines of one, as workbooks."""

from agencies.formats.dates import format_date
from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from plans.models import ScanManifest
from plans.models.evidence import LINE_KINDS

KINDS = {**LINE_KINDS, "evidence": "Có chứng cứ"}


def scope(row: ScanManifest) -> str:
    return row.catalogue.with_fonds if row.catalogue else "Mọi Mục lục"


MANIFESTS = (
    ListColumn("name", "Bảng kê", lambda row: row.file_name, 30),
    ListColumn("agency", "Cơ quan", lambda row: str(row.agency), 36),
    ListColumn("scope", "Phạm vi", scope, 30),
    ListColumn("state", "Tình trạng", lambda row: row.standing[1], 24),
    ListColumn("scanned", "Số hóa xong", lambda row: format_date(row.scanned_on), 14, order=lambda row: row.scanned_on),
    ListColumn("pdfs", "Tệp PDF", lambda row: row.pdf_count, adds_up=True),
    ListColumn("files", "Hồ sơ có chứng cứ", lambda row: row.evidenced_files if row.read_on else None),
    ListColumn("pages", "Trang có chứng cứ", lambda row: row.evidenced_pages if row.read_on else None),
    ListColumn("missing", "Hồ sơ chưa có bản số hóa", lambda row: row.missing_count if row.read_on else None),
)
LIST = PortalList("manifest_list", "Bảng kê bản số hóa", "Bang-ke-ban-so-hoa", MANIFESTS)
LINES = (
    ListColumn("path", "Tệp PDF", lambda row: row.path, 60),
    ListColumn("place", "Hồ sơ", lambda row: row.place, 36),
    ListColumn("catalogue", "Mục lục", lambda row: row.catalogue_name or "", 34, within="place"),
    ListColumn("fonds", "Phông", lambda row: row.fonds_name or "", 34, within="place"),
    ListColumn("pages", "Số trang của tệp", lambda row: None if row.is_missing else row.page_count),
    ListColumn("expected", "Theo Mục lục", lambda row: row.expected_pages or None),
    ListColumn("evidenced", "Trang có chứng cứ", lambda row: row.evidenced_pages, adds_up=True),
    ListColumn("dpi", "dpi", lambda row: row.dpi, 8),
    ListColumn("colour", "Màu", lambda row: row.colour, 12),
    ListColumn("version", "PDF", lambda row: f"{row.pdf_version} {row.pdfa}".strip(), 12),
    ListColumn("text", "Trang có lớp chữ", lambda row: None if row.is_missing else row.text_pages),
    ListColumn("said", "Nhận xét", lambda row: row.words, 60),
)
LINE_LIST = PortalList("manifest_detail", "Đối chiếu bản số hóa", "Doi-chieu-ban-so-hoa", LINES, of_one=True)
ORDERS = {
    "path": "path",
    "place": "place",
    "pages": "page_count",
    "expected": "expected_pages",
    "evidenced": "evidenced_pages",
    "dpi": "dpi",
    "colour": "colour",
    "version": "pdf_version",
    "text": "text_pages",
    "said": "said",
}
