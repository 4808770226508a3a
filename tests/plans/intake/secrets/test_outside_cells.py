"""A mark of secrecy outside the cells refuses the list as well: the place is named, nothing of what is there."""

import io
import zipfile

import pytest
from openpyxl.comments import Comment

from plans.intake.reading import read_catalogue
from plans.intake.sandbox import Refused
from tests.helpers.workbooks import ods, repacked, xlsx

pytestmark = pytest.mark.once
HEAD = ("Hộp số", "Hồ sơ số", "Tiêu đề hồ sơ", "Thời gian tài liệu", "THBQ", "Số trang", "Đã chỉnh lý")
ROW = ("1", "01", "Hồ sơ về quy hoạch mạng lưới y tế cơ sở", "2008", "20 năm", 120, "Có")
NEEDLE = "Kho K17"
DRAWING = (
    '<xdr:wsDr xmlns:xdr="a" xmlns:a="b"><xdr:sp><a:p><a:r><a:t>Kho K17: M</a:t></a:r><a:r><a:rPr/><a:t>ẬT</a:t></a:r>'
    "</a:p></xdr:sp></xdr:wsDr>"
)


def refusal(data, file="muc-luc.xlsx"):
    with pytest.raises(Refused) as refused:
        read_catalogue(data, file)
    assert refused.value.code == "secret" and NEEDLE not in refused.value.message
    return refused.value.message


def comment(text):
    return lambda book, sheet: setattr(sheet["C2"], "comment", Comment(text, "Lan"))


def printed(place, text):
    def change(book, sheet):
        side = sheet.oddHeader if place == "head" else sheet.oddFooter
        side.center.text = text

    return change


def with_properties(**properties):
    def change(book, sheet):
        for name, text in properties.items():
            setattr(book.properties, name, text)

    return change


@pytest.mark.parametrize(
    "change, place",
    [
        (comment("Mật"), "chú thích"),
        (comment("Lan:\nKho K17 (Tối mật)"), "chú thích"),
        (comment("Độ mật: C"), "chú thích"),
        (printed("head", "TỐI MẬT"), "đầu trang"),
        (printed("foot", '&"Times New Roman,Bold"&14MẬT'), "chân trang"),
        (with_properties(title="Danh mục tài liệu mật Kho K17"), "thuộc tính"),
        (with_properties(keywords="MẬT"), "thuộc tính"),
        (with_properties(category="Tối mật"), "thuộc tính"),
        (with_properties(description="Kho K17\nĐộ mật: Mật"), "thuộc tính"),
    ],
)
def test_a_mark_in_a_comment_a_printed_head_or_the_properties_is_found(change, place):
    assert place in refusal(xlsx(HEAD, ROW, change=change))


@pytest.mark.parametrize(
    "part, xml",
    [
        ("xl/drawings/drawing1.xml", DRAWING),
        (
            "xl/threadedComments/threadedComment1.xml",
            "<T><threadedComment><text>Kho K17 (Mật)</text></threadedComment></T>",
        ),
        ("xl/pivotCache/pivotCacheRecords1.xml", '<r><s v="Kho K17 (Mật)"/></r>'),
        (
            "xl/externalLinks/externalLink1.xml",
            "<e><cell><v>Kho K17</v></cell><cell><v>TỐI MẬT</v></cell><cell><v>Quyết định</v></cell></e>",
        ),
        (
            "xl/charts/chart1.xml",
            "<c><c:pt><c:v>Thường</c:v></c:pt><c:pt><c:v>Tuyệt mật</c:v></c:pt><c:pt><c:v>Kho K17</c:v></c:pt></c>",
        ),
        ("docProps/custom.xml", "<p><property><vt:lpwstr>Tối mật</vt:lpwstr></property></p>"),
    ],
)
def test_a_mark_in_any_other_part_is_found(part, xml):
    assert "ở " in refusal(repacked(xlsx(HEAD, ROW), {part: xml}))


def test_a_mark_beside_the_cells_of_an_ods_is_found():
    data = ods(HEAD, ROW)
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()
    note = "<office:annotation><text:p>Tối <text:span>mật</text:span></text:p></office:annotation><text:p>Hồ sơ về"
    for changes in (
        {"content.xml": content.replace("<text:p>Hồ sơ về", note)},
        {"meta.xml": '<m xmlns:dc="d"><dc:title>Tài liệu mật</dc:title></m>'},
        {"styles.xml": '<s xmlns:style="d" xmlns:text="t"><style:header><text:p>MẬT</text:p></style:header></s>'},
    ):
        assert "ở " in refusal(repacked(data, changes), "muc-luc.ods")


@pytest.mark.parametrize(
    "name", ["Danh mục (Mật).xlsx", "Mục lục tài liệu Mật.xlsx", "toi mat 2025.xlsx", "muc_luc_tai_lieu_mat.xlsx"]
)
def test_a_mark_in_the_name_of_the_file_is_found(name):
    assert "ở tên tệp" in refusal(xlsx(HEAD, ROW), name)


@pytest.mark.parametrize(
    "change",
    [
        comment("Kiểm tra mật độ dân số"),
        comment("Lan:\nxem lại số trang"),
        printed("head", "Sở Y tế"),
        printed("foot", "&P/&N"),
        with_properties(title="Mục lục hồ sơ", creator="Nguyễn Thị Mật", keywords="bảo mật"),
        with_properties(description="Bảo vệ bí mật nhà nước"),
    ],
)
def test_ordinary_words_beside_the_cells_pass(change):
    assert read_catalogue(xlsx(HEAD, ROW, change=change), "bao-ve-bi-mat-nha-nuoc.xlsx").row_count == 1


def levels(header, *values):
    """A list of as many files as values, with a column of its own for them."""
    return xlsx((*HEAD, header), *[(*ROW[:1], f"{n:02d}", *ROW[2:], value) for n, value in enumerate(values, 1)])


@pytest.mark.parametrize(
    "header",
    [
        "Độ mật",
        "ĐỘ MẬT",
        "Mật",
        "Bí mật",
        "Mức độ mật (Mật, Tối mật, Tuyệt mật)",
        "Mật/Tối mật/Tuyệt mật",
        "Tài liệu mật",
        "Độ mật:",
        "Độ mật/khẩn",
        "Phân loại bí mật",
    ],
)
def test_a_column_of_levels_is_known_by_its_head(header):
    assert read_catalogue(levels(header, None, "Thường", 0, "Không", "Đã giải mật"), "a.xlsx").row_count == 5
    for level in ("A", "x", "TM", "Tối mật"):
        assert "dòng 3)" in refusal(levels(header, None, level, None))


def test_a_column_of_levels_in_an_old_font_is_known():
    assert "dòng 3)" in refusal(levels("§é mËt", None, "A"))


def test_the_code_of_how_files_may_be_used_is_understood():
    assert read_catalogue(levels("Chế độ sử dụng", "01", 2, "Công khai"), "a.xlsx").row_count == 3
    for level in ("03", 3, "03. Mật", "Mật"):
        assert "dòng 3)" in refusal(levels("Chế độ sử dụng", "01", level))


@pytest.mark.parametrize(
    "top",
    [
        ("Độ mật:", "Thường"),
        ("Độ mật", "Không"),
        ("Độ mật: Thường",),
        ("ĐỘ MẬT: KHÔNG",),
        ("Độ mật: ......",),
        ("ĐỘ MẬT:",),
    ],
)
def test_a_letterhead_that_says_no_level_passes(top):
    assert read_catalogue(xlsx(top, HEAD, ROW), "a.xlsx").row_count == 1


@pytest.mark.parametrize("top", [("Độ mật:", "A"), ("Độ mật", "B"), ("Độ mật: C",), ("MẬT",), ("Mức độ mật: Tối mật",)])
def test_a_letterhead_that_says_a_level_refuses_the_list(top):
    assert "dòng 1)" in refusal(xlsx(top, HEAD, ROW))
