"""A document that somebody attaches is looked at in the limited child: text layer, every part, properties, name."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from agencies.secrecy.office_texts import TooMuch, office_texts
from plans.intake import attachments
from plans.intake.attachments import SENTENCES, refuse_secret_document
from plans.intake.sandbox import Refused
from tests.helpers.attachments import PDF, docx_of, locked_pdf, pdf_of, scanned_pdf

pytestmark = pytest.mark.once
PLAN = [
    "KẾ HOẠCH",
    "Số hóa tài liệu lưu trữ tại Sở Y tế",
    "Rà soát, phân loại tài liệu theo cấp độ Mật trước khi thực hiện số hóa.",
    "Tài liệu có độ Mật, Tối mật, Tuyệt mật không thuộc phạm vi của Kế hoạch này;",
    "bảo đảm an toàn thông tin mạng, bảo mật dữ liệu, mật khẩu truy cập.",
    "Căn cứ Luật Bảo vệ bí mật nhà nước năm 2025;",
]


def refusal(data, name):
    with pytest.raises(Refused) as caught:
        refuse_secret_document(data, name)
    assert "Zeta" not in str(caught.value)
    return caught.value.code


def xlsx_of(*cells):
    book, file = Workbook(), io.BytesIO()
    for cell in cells:
        book.active.append([cell])
    book.save(file)
    return file.getvalue()


def zip_of(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (pdf_of("TUYỆT MẬT", "Kho đạn ở Zeta"), "KH.pdf"),
        (pdf_of("Kho đạn ở Zeta", "TUYỆT", "MẬT"), "KH.pdf"),
        (pdf_of("PHƯƠNG ÁN TUYỆT MẬT VỀ ZETA"), "KH.pdf"),
        (pdf_of("Độ mật: Tối mật"), "KH.pdf"),
        (scanned_pdf(title="Kho đạn ở Zeta (Mật)"), "KH.pdf"),
        (PDF, "KH (Mật).pdf"),
        (docx_of(*PLAN, header="TỐI MẬT"), "KH.docx"),
        (docx_of("M Ậ T", *PLAN), "KH.docx"),
        (docx_of(*PLAN, subject="Tuyệt mật"), "KH.docx"),
        (xlsx_of("Kho Zeta", "TỐI MẬT"), "KH.xlsx"),
        (zip_of(word__document_xml="<w:p><w:r>TỐI</w:r><w:r> MẬT</w:r></w:p>".encode("utf-16")), "KH.docx"),
        (b"\xff\xd8\xff\xe0", "toi_mat.jpg"),
    ],
)
def test_a_stamped_document_is_refused_and_its_content_is_not_named(data, name):
    assert refusal(data, name) == "secret"


@pytest.mark.parametrize(
    ("data", "name"),
    [(pdf_of(*PLAN), "KH.pdf"), (docx_of(*PLAN), "KH.docx"), (PDF, "Bản quét.pdf"), (b"\xff\xd8\xff\xe0", "KH.jpg")],
)
def test_a_plan_that_speaks_of_secret_documents_passes(data, name):
    refuse_secret_document(data, name)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (locked_pdf(), "KH.pdf", "encrypted"),
        (b"%PDF-1.7 KH", "KH.pdf", "damaged"),
        (b"PK\x03\x04 KH", "KH.docx", "damaged"),
        (zip_of(word__document_xml=b" " * (65 * 1024**2)), "KH.docx", "bomb"),
    ],
)
def test_what_cannot_be_looked_at_is_refused_with_what_to_do(data, name, code):
    assert refusal(data, name) == code and SENTENCES[code].endswith("chọn lại.")


def test_a_document_that_takes_too_long_is_refused(monkeypatch):
    stopped = Refused("limits")
    monkeypatch.setattr(attachments, "ask_child", lambda *args, **options: (_ for _ in ()).throw(stopped))
    assert refusal(PDF, "KH.pdf") == "limits"


def test_a_file_within_the_file_is_looked_at_and_a_nest_of_them_is_too_much():
    inside = zip_of(word__document_xml="<w:p>Lớp trong</w:p>")
    nest = zip_of(**{"word__embeddings__a.docx": inside})
    assert list(office_texts(nest)) == ["Lớp trong"]
    for _ in range(2):
        nest = zip_of(**{"word__embeddings__a.docx": nest})
    with pytest.raises(TooMuch):
        list(office_texts(nest))
