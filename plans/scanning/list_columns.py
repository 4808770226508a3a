"""Columns of the files of a catalogue with the stages that they have reached."""

from agencies.list_choice import PortalList
from agencies.list_columns import ListColumn
from plans.models import Stage

NOT_YET = "chua"


def stage_word(row):
    """The furthest stage of the file."""
    return Stage(row.stage).label if row.stage else "Chưa số hóa"


COLUMNS = (
    ListColumn("place", "Hồ sơ số", lambda row: row.file_number, 16),
    ListColumn("catalogue_number", "Mục lục số", lambda row: row.catalogue_number, 12, within="place"),
    ListColumn("box", "Hộp số", lambda row: row.box_number, 12),
    ListColumn("title", "Tiêu đề", lambda row: row.title, 60),
    ListColumn("pages", "Trang A4 quy đổi", lambda row: row.a4, adds_up=True),
    ListColumn("stage", "Công đoạn", stage_word, 24),
)
LIST = PortalList("marking_files", "Hồ sơ theo công đoạn số hóa", "Ho-so-theo-cong-doan", COLUMNS, of_one=True)
ORDERS = {"place": "file_number", "box": "box_number", "title": "title", "pages": "a4", "stage": "rank"}
