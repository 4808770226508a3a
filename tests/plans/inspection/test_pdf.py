"""What the inspector says of one PDF; the values were worked out by hand from how each is built."""

import io

import pypdf
import pytest

from plans.inspection.pdf import inspect_pdf
from tests.helpers.pdfs import A4, Image, Page, pdf, stream, xmp

GREY = Image(space="/DeviceGray")
MONO = Image(space="/DeviceGray", bits=1, filter="/CCITTFaxDecode")


@pytest.fixture
def inspected(tmp_path):
    """What the inspection finds in these bytes."""

    def inspect(data):
        path = tmp_path / "01.pdf"
        path.write_bytes(data)
        return inspect_pdf(path, len(data))

    return inspect


def locked(data, password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user_password=password, owner_password="chủ", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_scan_with_a_text_layer(inspected):
    found = inspected(pdf(Page(text="Quyet dinh"), Page(), metadata=xmp(2, "B")))
    assert found | {"sha256": ""} == {
        "sha256": "",
        "page_count": 2,
        "pdf_version": "1.7",
        "pdfa": "2B",
        "dpi": 200,  # 1.653 dots on 595 points, of which 72 are an inch
        "colour": "màu",
        "text_pages": 1,
    }
    assert len(found["sha256"]) == 64


@pytest.mark.parametrize(
    "metadata, claim",
    [
        (b"", ""),
        (xmp(1, "A"), "1A"),
        (b"<rdf pdfaid:part='3' pdfaid:conformance='U'/>", "3U"),
        (b'<rdf pdfaid:part = "4"/>', "4"),
        (b"<rdf>pdfaid part 2</rdf>", ""),
    ],
)
def test_the_claim_of_pdf_a(inspected, metadata, claim):
    assert inspected(pdf(Page(), metadata=metadata))["pdfa"] == claim


@pytest.mark.parametrize(
    "images, colour",
    [
        ([Image()], "màu"),
        ([GREY], "xám"),
        ([MONO], "đen trắng"),
        ([Image(space="[/Indexed /DeviceGray 1 <00ff>]", bits=1)], "đen trắng"),
        ([Image(space="[/Indexed /DeviceRGB 1 <000000ffffff>]")], "màu"),
        ([Image(space="", filter="/JPXDecode", data=b"....ihdr" + bytes(8) + b"\x00\x01")], "xám"),
        ([Image(space="", filter="/JPXDecode", data=b"....ihdr" + bytes(8) + b"\x00\x03")], "màu"),
        ([], ""),
    ],
)
def test_the_colour_of_a_page(inspected, images, colour):
    assert inspected(pdf(Page(images)))["colour"] == colour


def test_the_page_with_least_colour_and_the_coarsest_speak_for_the_file(inspected):
    coarse = Image(width=827, height=1170)
    found = inspected(pdf(Page(), Page([GREY]), Page([coarse]), Page([], text="bia")))
    assert (found["colour"], found["dpi"], found["text_pages"]) == ("xám", 100, 1)


def test_a_coarse_ground_below_fine_letters_is_as_fine_as_the_letters(inspected):
    ground, letters = Image(width=827, height=1170), Image(width=2480, height=3509, space="/DeviceGray", bits=1)
    found = inspected(pdf(Page([ground, letters])))
    assert (found["dpi"], found["colour"]) == (300, "màu")


def test_a_stamp_says_nothing_of_the_page(inspected):
    stamp = Image(width=600, height=600)
    content = f"q {A4[0]} 0 0 {A4[1]} 0 0 cm /Im0 Do Q q 72 0 0 72 400 50 cm /Im1 Do Q"
    assert inspected(pdf(Page([Image(), stamp], own=content)))["dpi"] == 200


def test_dots_are_counted_as_they_are_drawn_and_turned(inspected):
    half = Page(drawn=(A4[0] / 2, A4[1] / 2))
    turned = Page([Image(width=2339, height=1653)], own=f"q 0 {A4[1]} -{A4[0]} 0 595 0 cm /Im0 Do Q")
    assert inspected(pdf(half))["dpi"] == 400
    assert inspected(pdf(turned))["dpi"] == 200


def test_spaces_and_letters_inside_other_words_are_no_text(inspected):
    assert inspected(pdf(Page(own="BT (  ) Tj [(   )] TJ ET")))["text_pages"] == 0
    assert inspected(pdf(Page(own="BT [(5 cm Do) -20 (Tj)] TJ ET")))["text_pages"] == 1


def test_what_a_form_draws_counts(inspected):
    entries = "/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Matrix[595 0 0 842 0 0]/Resources<</XObject<</S 4 0 R>>>>"
    form = stream(entries, b"/S Do")
    data = pdf(Page([Image()], own="/Im0 Do"), extra=[form])
    data = data.replace(b"/XObject<</Im0 4 0 R>>", b"/XObject<</Im0 7 0 R>>")
    assert inspected(data)["dpi"] == 200


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "Tệp rỗng (0 byte): quét lại hoặc chép lại tệp."),
        (b"day la van ban", "Tệp không phải là PDF, hoặc hỏng đến mức không mở được: quét lại."),
        (pdf(), "Tệp không có trang nào: quét lại."),
        (locked(pdf(Page()), "mật"), "Tệp đặt mật khẩu nên không đọc được: bỏ mật khẩu rồi lưu lại."),
        (pdf(Page(), Page())[:-150], "Tệp bị hỏng một phần, có thể thiếu trang: lưu lại từ bản gốc hoặc quét lại."),
    ],
)
def test_what_cannot_be_read_is_said(inspected, data, sentence):
    assert inspected(data)["error"] == sentence


def test_what_only_its_owner_may_change_is_read(inspected):
    assert inspected(locked(pdf(Page()), ""))["page_count"] == 1


def test_a_later_version_in_the_file_counts(inspected):
    data = pdf(Page(), version="1.3").replace(b"/Type/Catalog", b"/Version/1.5/Type/Catalog")
    found = inspected(data)
    assert found["pdf_version"] == "1.5"


@pytest.mark.parametrize("content", ["Do", "cm", "1 0 0 cm", "/Im0 Do q Q Q Q", "(", "BT (((( Tj", "a b c d e f cm"])
def test_a_page_written_wrong_ends_in_a_sentence_or_in_values(inspected, content):
    found = inspected(pdf(Page(own=content)))
    assert found.get("error", "") in ("", "Không đọc được trang 1: quét lại trang này.")
