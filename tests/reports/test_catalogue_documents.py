"""The documents of a catalogue: which there are, who may have each, their names and their bounds."""

import io
from datetime import date

import pytest

from agencies.workflow import WorkflowError
from plans.models import Appraisal, Catalogue
from reports import catalogue_documents
from reports.catalogue_documents import AT_ONCE, KINDS, WORD_ROWS, requested_document
from tests.helpers import factories as make

pytestmark = pytest.mark.once


@pytest.fixture
def catalogue(agencies, hoa):
    return make.an_appraised_catalogue(agencies["SYT"], hoa, 2_700, date(2025, 5, 10))


def test_the_kinds_their_names_and_formats():
    assert [(key, kind.name, kind.file_name, list(kind.writers)) for key, kind in KINDS.items()] == [
        ("official", "Mục lục theo mẫu Nghị định 30/2020", "muc-luc-ho-so", ["xlsx", "docx", "pdf"]),
        ("working", "Tệp Mục lục để sửa và tải lên lại", "muc-luc", ["xlsx"]),
        ("appraisal", "Văn bản thẩm định Mục lục", "tham-dinh-muc-luc", ["docx", "pdf"]),
        ("together", "Văn bản thẩm định nhiều Mục lục", "tham-dinh-chung", ["docx", "pdf"]),
        ("draft", "Dự thảo văn bản thẩm định Mục lục", "du-thao-tham-dinh", ["docx", "pdf"]),
    ]
    assert (AT_ONCE, WORD_ROWS) == ({"xlsx": 10_000, "docx": 5_000, "pdf": 2_000}, 20_000)


@pytest.mark.parametrize(
    ("form", "extension", "found"),
    [
        ("official", "xlsx", True),
        ("official", "exe", False),
        ("official-1", "xlsx", False),
        ("working", "xlsx", True),
        ("working", "docx", False),
        ("appraisal", "docx", False),
        ("appraisal-x", "docx", False),
        ("appraisal-0", "docx", False),
        ("draft-whole-head", "docx", False),  # not for those who do not appraise
        ("nothing", "xlsx", False),
    ],
)
def test_what_lan_may_ask_for(catalogue, lan, form, extension, found):
    assert (requested_document(lan, catalogue, form, extension) is not None) is found


def test_the_appraisal_of_another_catalogue_is_none_of_this_one(catalogue, agencies, hoa, lan):
    other = make.an_appraised_catalogue(agencies["SXD"], hoa, 27, date(2025, 5, 10))
    own, foreign = (one.appraisals.get().pk for one in (catalogue, other))
    assert requested_document(lan, catalogue, f"appraisal-{foreign}", "docx") is None
    document = requested_document(lan, catalogue, f"appraisal-{own}", "docx")
    assert document.file_name == f"tham-dinh-muc-luc-SYT-muc-luc-1997-2010-{own}-2025-06-20.docx"
    assert (
        requested_document(lan, catalogue, "official", "pdf").file_name
        == "muc-luc-ho-so-SYT-muc-luc-1997-2010-2025-06-20.pdf"
    )


def test_how_long_each_is(catalogue, lan):
    appraisal = catalogue.appraisals.get()
    official = requested_document(lan, catalogue, "official", "xlsx")
    assert official.rows() == catalogue.file_count == 100
    form = f"appraisal-{appraisal.pk}"
    assert requested_document(lan, catalogue, form, "docx").rows() == 100
    Appraisal.objects.update(file_count=93, left_out_files=7)
    assert requested_document(lan, catalogue, form, "docx").rows() == 100


@pytest.mark.parametrize(("count", "refused"), [(20_000, False), (20_001, True)])
def test_a_word_file_has_so_many_rows_and_not_one_more(catalogue, lan, count, refused):
    catalogue.file_count = count
    document = requested_document(lan, catalogue, "official", "docx")
    if not refused:
        assert document.rows() == count
        return
    with pytest.raises(WorkflowError) as refusal:
        document.rows()
    assert str(refusal.value) == (
        "Tệp Word có 20.001 hồ sơ mở rất chậm nên chỉ lập đến 20.000 hồ sơ: "
        "chọn tệp PDF để in và ký, hoặc tệp Excel để sửa."
    )
    assert requested_document(lan, catalogue, "official", "pdf").rows() == count


@pytest.mark.parametrize("capacity", ["head", "deputy", "by_order", "authorized"])
def test_hoa_may_have_a_draft_in_every_capacity(catalogue, hoa, capacity):
    Catalogue.objects.update(state="submitted")
    catalogue.refresh_from_db()
    for scope in ("whole", "tranche"):
        assert requested_document(hoa, catalogue, f"draft-{scope}-{capacity}", "pdf")
    assert requested_document(hoa, catalogue, f"draft-part-{capacity}", "pdf") is None
    assert requested_document(hoa, catalogue, "draft-whole-minister", "pdf") is None


def test_no_draft_while_it_does_not_wait(catalogue, hoa):
    with pytest.raises(WorkflowError, match="^Mục lục không chờ thẩm định nên không có dự thảo văn bản thẩm định.$"):
        requested_document(hoa, catalogue, "draft-whole-head", "docx").rows()


def test_writers_get_the_catalogue_and_whoever_watches_its_rows(catalogue, lan, monkeypatch):
    seen = []
    for number in (1, 2):
        catalogue.files.create(position=number, file_number=f"0{number}", title="Công văn", start_date="2008")

    def watch(rows):
        for row in rows:
            seen.append(row)
            yield row

    for form in ("official", "working"):
        requested_document(lan, catalogue, form, "xlsx").write(io.BytesIO(), watch)
    assert len(seen) == 4 and [file.file_number for file in seen[2:]] == ["01", "02"]
    assert catalogue_documents.without_detail(catalogue, "") and not catalogue_documents.without_detail(catalogue, "1")
    assert catalogue_documents.whoever_sees_it(lan, catalogue) == (True, "")
