"""Tables that offices hand in: any usual file is read or refused with a sentence that says what to do."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl.comments import Comment

from agencies.admin import import_files as said
from agencies.models import Agency
from agencies.open_text import NO_SECRETS
from agencies.resources import named_first

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEADS = ["Mã", "Tên cơ quan, đơn vị", "Tên ngắn", "Loại", "Mã cấp trên", "Số thứ tự", "Mã Tổng cục Thống kê"]
HEADS += ["Mã định danh điện tử", "Hoạt động từ ngày", "Hoạt động đến hết ngày", "Mã đơn vị kế thừa"]


def row(code, name, kind="Sở, ban, ngành", parent="", heir=""):
    return [code, name, name, kind, parent, "900", "", "", "", "", heir]


def lines(*rows, separator=","):
    quoted = [[f'"{cell}"' for cell in each] for each in (HEADS, *rows)]
    return "\r\n".join(separator.join(each) for each in quoted)


@pytest.fixture
def send(as_user, quy):
    client = as_user(quy)

    def preview(name, data):
        file = SimpleUploadedFile(name, data)
        return client.submit(reverse("admin:agencies_agency_import"), {"import_file": file, "resource": "0"})

    return preview


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("bang.xlsx", b"   ", said.NOTHING),
        ("bang.xlsx", b"PK\x03\x04 broken", said.NOT_A_WORKBOOK),
        ("bang.xls", b"\xd0\xcf\x11\xe0 old", said.OLD),
        ("bang.xlsx", b"%PDF-1.7", said.NO_TABLE.format("bang.xlsx")),
        ("anh.csv", b"\x89PNG\0\0", said.UNREADABLE.format("anh.csv")),
        ("dai.csv", b"a,b\n" + b"x" * 200_000, said.UNREADABLE.format("dai.csv")),
        ("bang.csv", "Mã,Tên cơ quan".encode(), said.NO_ROWS),
        ("bang.csv", "Mã,Sở Giáo dục\n1,é".encode("cp1252", errors="replace"), said.LOST_LETTERS),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(send, agencies, name, data, sentence):
    assert send(name, data).context["form"].errors["import_file"] == [sentence]


def workbook_of(*rows, comment=""):
    book, file = openpyxl.Workbook(), io.BytesIO()
    for each in rows:
        book.active.append(each)
    if comment:
        book.active["A1"].comment = Comment(comment, "Zeta")
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("rows", "sentence"), [([], said.NOTHING), ([[], [""]], said.NOTHING), ([HEADS], said.NO_ROWS)]
)
def test_a_workbook_without_rows_is_refused_with_the_same_words(send, agencies, rows, sentence):
    assert send("bang.xlsx", workbook_of(*rows)).context["form"].errors["import_file"] == [sentence]


@pytest.mark.parametrize("heads", [["Mã", "Tên"], ["Danh sách cơ quan"]])
def test_a_table_without_a_column_is_told_which_and_nothing_of_the_inside(send, agencies, heads):
    page = send("bang.xlsx", workbook_of(heads, ["A1", "Ban A"][: len(heads)]))
    [error] = page.context["result"].base_errors
    assert str(error.error.message).startswith("Thiếu cột: ")
    assert "object has no attribute" not in page.content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bang.csv", lines(row("A1", "Kho Zeta (Mật)")).encode()),
        ("bang.csv", lines(row("A1", "Kho Zeta"), row("TUYETMAT", "Ban B"), separator=";").encode("utf-16")),
        ("bang.xlsx", workbook_of(HEADS, row("A1", "Kho Zeta (tối–mật)"))),
        ("bang.xlsx", workbook_of(HEADS, row("A1", "Kho"), comment="TUYỆT MẬT")),
        ("bang (Mật).csv", lines(row("A1", "Kho")).encode()),
    ],
)
def test_a_table_with_a_mark_of_secrecy_is_refused_before_it_is_kept(send, agencies, settings, name, data):
    page = send(name, data)
    assert page.context["form"].errors["import_file"] == [NO_SECRETS]
    assert "Zeta" not in page.content.decode() and not list(settings.MEDIA_ROOT.rglob("*.*"))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_in_any_separator_and_unicode_is_read(send, agencies, separator, encoding):
    page = send("bang.txt", lines(row("MOI1", "Sở Mới, tỉnh; thử"), separator=separator).encode(encoding))
    assert page.context["result"].totals["new"] == 1, page.context["form"].errors
    assert "Sở Mới, tỉnh; thử" in page.content.decode()


def test_a_row_may_name_one_further_down_and_keeps_its_number(send, agencies):
    rows = [row("A1", "Ban A", parent="b1", heir="C1"), row("B1", "Ban B"), row("C1", "Ban C", parent="không có")]
    page = send("bang.csv", lines(*rows).encode())
    invalid = page.context["result"].invalid_rows
    assert [each.number for each in invalid] == [1, 3]  # the first names the third
    rows[2][4] = ""
    page = send("bang.csv", lines(*rows).encode())
    assert page.context["result"].totals["new"] == 3
    assert not Agency.objects.filter(code="A1").exists()


def test_the_preview_says_what_the_rows_change(send, agencies):
    new, old = row("A1", "Ban A"), row("SYT", agencies["SYT"].name, heir="SXD")
    new[HEADS.index("Hoạt động từ ngày")] = "20/6/2025"
    page = send("bang.csv", lines(new, old).encode())
    assert [each[:55] for each in page.context["sentences"]] == [
        "Ban A được tính từ ngày 20/6/2025; số liệu và danh sách",
        "Việc còn lại của Sở Y tế do Sở Xây dựng tiếp tục, gồm 0",
    ]
    assert "gồm 0 Mục lục chưa thẩm định xong." in page.content.decode()
    assert "sentences" not in send("bang.csv", lines(row("SYT", "", heir="x")).encode()).context


def test_a_blank_row_is_no_row(send, agencies):
    page = send("bang.csv", lines(row("A1", "Ban A"), [""] * 11, row("B1", "", kind="x")).encode())
    assert [each.number for each in page.context["result"].invalid_rows] == [2]  # of the rows that are filled
    page = send("bang.csv", lines(row("A1", "Ban A"), [""] * 11, row("B1", "Ban B")).encode())
    assert page.context["result"].totals["new"] == 2


def test_rows_that_name_each_other_end(agencies):
    rows = [dict(zip(HEADS, row(code, code, parent=parent), strict=True)) for code, parent in ("ab", "bc", "ca", "dd")]
    assert sorted(named_first(rows)) == [0, 1, 2, 3]


def test_the_empty_table_lists_what_its_columns_take(as_user, quy, lan, agencies):
    url = reverse("admin:agencies_user_import_template")
    book = openpyxl.load_workbook(io.BytesIO(as_user(quy).get(url).content))
    heads = [cell.value for cell in book.worksheets[0][1]]
    assert heads[:3] == ["Tên đăng nhập", "Họ và tên", "Thư điện tử"] and book.worksheets[0].max_row == 1
    values = {
        column[0].value: [cell.value for cell in column[1:] if cell.value] for column in book.worksheets[1].columns
    }
    assert "Thẩm định Mục lục (Sở Nội vụ)" in values["Nhiệm vụ"] and "SYT" in values["Mã cơ quan"]
    assert values["Đang dùng"] == ["Có", "Không"]
    assert len(book.worksheets[0].data_validations.dataValidation) == 3
    assert as_user(lan).get(url).status_code in (302, 403)


def test_the_preview_says_what_changes_for_whom(as_user, quy, lan, hoa, agencies):
    """A new person's office and duty, what becomes another of known ones; of whom nothing changes, nothing."""
    heads = ["Tên đăng nhập", "Họ và tên", "Thư điện tử", "Mã cơ quan", "Nhiệm vụ", "Chức vụ", "Đang dùng"]
    rows = [
        ["mo", "Trần Thị Mơ", "mo@syt.vn", "SYT", "Chỉ xem trong cơ quan", "", "Có"],
        ["na", "Lê Na", "", "SYT", "Thủ trưởng ký", "Giám đốc", "Không"],
        ["lan", lan.full_name, "lan@sxd.vn", "SXD", "Thủ trưởng ký", lan.position, "Không"],
        ["hoa", hoa.full_name, hoa.email, hoa.agency.code, hoa.get_duty_display(), hoa.position, "Có"],
    ]
    table = "\n".join(",".join(f'"{cell}"' for cell in each) for each in (heads, *rows)).encode()
    sent = {"import_file": SimpleUploadedFile("nguoi.csv", table), "resource": "0"}
    page = as_user(quy).submit(reverse("admin:agencies_user_import"), sent)
    assert page.context["sentences"] == [
        "Người mới: Trần Thị Mơ (mo), Sở Y tế, nhiệm vụ “Chỉ xem trong cơ quan”; chưa có mật khẩu, cần cấp giấy mời.",
        "Người mới: Lê Na (na), Sở Y tế, nhiệm vụ “Thủ trưởng ký”; tài khoản chưa dùng được.",
        f"{lan.full_name} (lan): nhiệm vụ từ “Cán bộ chuẩn bị hồ sơ” thành “Thủ trưởng ký”; cơ quan từ Sở Y tế thành "
        "Sở Xây dựng chỉ sau khi người thứ hai xác nhận.",
        f"{lan.full_name} (lan): ngừng dùng, không đăng nhập được nữa; thư điện tử từ “lan@example.vn” thành "
        "“lan@sxd.vn”.",
    ]
    assert "thành “Thủ trưởng ký”" in page.content.decode()
