"""Tìm khắp cổng: each kind by one text, as far as a person sees it; what they worked on last without one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.history import record
from plans.models import ArchivalFile, Catalogue
from reports.figures import province_figures
from reports.searching import search
from reports.urging.services import draft_letters, send_letter
from tests.helpers import money
from tests.helpers.factories import FIRST_DAY, a_catalogue, a_target, a_user, an_appraised_catalogue, an_estimate
from tests.helpers.figures import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def found(user, text):
    """{kind: titles} of what the text finds for the person."""
    return {group.name: [hit.title for hit in group.hits] for group in search.groups(user, text)}


def a_file(catalogue, title, number="1"):
    return ArchivalFile.objects.create(
        catalogue=catalogue, position=1, file_number=number, title=title, start_date="2008", page_count=10
    )


def test_an_agency_by_its_name_without_diacritics(mai):
    assert found(mai, "so y te")["Cơ quan, đơn vị"] == ["Sở Y tế"]
    assert found(mai, "te y so")["Cơ quan, đơn vị"] == ["Sở Y tế"]  # in any order
    assert found(mai, "SYT")["Cơ quan, đơn vị"] == ["Sở Y tế"]


def test_a_word_is_found_by_how_it_begins_and_whole_names_come_first(mai):
    assert found(mai, "y te")["Cơ quan, đơn vị"][0] == "Sở Y tế"
    assert "Cơ quan, đơn vị" not in found(mai, "o y te")  # "o" begins no word of it


def test_lan_finds_her_own_agency_and_no_other(lan):
    assert found(lan, "sở")["Cơ quan, đơn vị"] == ["Sở Y tế"]
    assert "Người" not in found(lan, "Ngô Thanh Bình")


def test_people_lead_to_their_agency_and_for_the_administrator_to_their_account(mai, quy, lan):
    group = next(one for one in search.groups(mai, "tran thi lan") if one.name == "Người")
    assert [(hit.title, hit.url) for hit in group.hits] == [("Trần Thị Lan", "/co-quan/SYT/")]
    group = next(one for one in search.groups(quy, "tran thi lan") if one.name == "Người")
    assert group.hits[0].url == f"/quan-tri/agencies/user/{lan.pk}/change/"


def test_an_account_no_longer_in_use_is_found_by_the_administrator_alone(mai, quy, lan):
    lan.is_active = False
    lan.save()
    assert "Người" not in found(mai, "tran thi lan")
    assert found(quy, "tran thi lan")["Người"] == ["Trần Thị Lan"]


def test_a_document_by_any_part_of_its_number(mai, lan, binh, hoa, agencies):
    catalogue = an_appraised_catalogue(agencies["SYT"], hoa, 500, FIRST_DAY)
    record(
        catalogue,
        actor=hoa,
        action="appraise",
        sentence="thẩm định Mục lục",
        document=(catalogue.appraisals.get().document.number, FIRST_DAY),
    )
    for user in (mai, lan):
        group = next(one for one in search.groups(user, "12/snv") if one.name == "Văn bản")
        assert [(hit.title, hit.url) for hit in group.hits] == [
            ("12/SNV-VTLT ngày 20/4/2025", f"/muc-luc/{catalogue.pk}/")
        ]
    assert "Văn bản" not in found(binh, "12/snv")


def test_a_catalogue_and_an_estimate_by_agency_and_name(lan, binh, agencies):
    a_catalogue(agencies["SYT"], 500, name="Mục lục phông Sở Y tế")
    an_estimate(agencies["SYT"], 4_896, name="Dự toán đợt 1")
    assert found(lan, "phông y tế")["Mục lục"] == ["Mục lục phông Sở Y tế"]
    assert found(lan, "đợt 1")["Dự toán"] == ["Dự toán đợt 1"]
    for text in ("phông y tế", "đợt 1"):
        assert not {"Mục lục", "Dự toán"} & set(found(binh, text))


def test_a_draft_is_no_hit_of_those_who_oversee(mai, agencies):
    a_catalogue(agencies["SYT"], 500, name="Mục lục đang lập")
    assert "Mục lục" not in found(mai, "đang lập")


def test_files_by_title_with_their_count_and_the_list_of_all(lan, agencies):
    catalogue = a_catalogue(agencies["SYT"])
    for number in range(1, 9):
        a_file(catalogue, f"Hồ sơ xây dựng trạm xá {number}", str(number))
    group, uncounted = search.found_files(lan, "trạm xá")
    assert (group.count, len(group.hits), group.more, uncounted) == (8, 6, 2, False)
    assert group.hits[0].title == "Hồ sơ xây dựng trạm xá 1" and group.list_url == "/ho-so/?q=tr%E1%BA%A1m+x%C3%A1"


def test_files_of_others_are_not_found(binh, mai, agencies):
    a_file(a_catalogue(agencies["SYT"]), "Hồ sơ trạm xá")
    assert search.found_files(binh, "trạm xá")[0].count == 0
    assert search.found_files(mai, "trạm xá")[0].count == 0  # not handed in yet


def test_a_file_number_of_few_letters_asks_the_province_for_more(mai):
    assert search.found_files(mai, "xá")[0].count == 0


def test_the_page_without_a_text_lists_what_was_worked_on_last_each_once(as_user, lan, agencies):
    old, new = a_catalogue(agencies["SYT"], name="Cũ"), a_catalogue(agencies["SYT"], name="Mới")
    for catalogue in (old, new, old, new):
        record(catalogue, actor=lan, action="change", sentence="sửa")
    gone = a_catalogue(agencies["SXD"], name="Của nơi khác")
    record(gone, actor=lan, action="change", sentence="sửa")
    assert [hit.title for hit in search.recent(lan)] == ["Mới", "Cũ"]
    assert "Gần đây bạn làm việc với" in as_user(lan).get("/tim/").content.decode()


@pytest.mark.parametrize("text", ["", "   ", "a", "%00", "a" * 5_000, "'\"><script>", "𝕳%%__"])
def test_any_text_is_answered(as_user, mai, text):
    client = as_user(mai)
    for path in ("/tim/", "/tim/ho-so/"):
        response = client.get(path, {"q": text})
        assert response.status_code == 200
        assert "<script>'" not in response.content.decode() and '"><script>' not in response.content.decode()


def test_the_masthead_asks_on_every_page(as_user, lan):
    client = as_user(lan)
    text = client.get("/tien-do/").content.decode()
    assert 'action="/tim/"' in text
    page = client.get("/tim/", {"q": "sở y tế"}).content.decode()
    assert 'hx-get="/tim/ho-so/?q=s%E1%BB%9F%20y%20t%E1%BA%BF"' in page and 'href="/co-quan/SYT/"' in page


def test_a_name_of_a_catalogue_on_its_agencys_desk_is_the_one_that_was_handed_in(mai, agencies):
    catalogue = a_catalogue(
        agencies["SYT"], 500, state=Catalogue.State.RETURNED, submitted_on=date(2025, 5, 1), name="Tên mới chưa trình"
    )
    Catalogue.objects.filter(pk=catalogue.pk).update(as_handed_in={"name": "Tên đã trình", "a4_pages": 500})
    assert found(mai, "đã trình")["Mục lục"] == ["Tên đã trình"]
    assert "Mục lục" not in found(mai, "chưa trình")


def test_queries_do_not_grow_with_what_is_found(mai, agencies):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            search.groups(mai, "mục lục")
        return len(queries)

    a_catalogue(agencies["SYT"], 5, state="submitted", submitted_on=FIRST_DAY, name="Mục lục 0")
    few = asked()
    for number in range(1, 6):
        a_catalogue(agencies["SXD"], 5, state="submitted", submitted_on=FIRST_DAY, name=f"Mục lục {number}")
        a_user(agencies["SXD"])
    assert asked() == few


def test_money_is_found_by_number_contractor_and_tax_code(lan, binh, hoa):
    money.allocated(lan.agency, 10_000_000)
    money.checked(lan.agency)
    contract = money.signed(lan, money.an_appraised(lan, hoa), number="05/HĐ-SYT")
    minutes, paid = money.accepted(contract, lan), money.paid(contract, lan, 1_000_000)
    page = f"/hop-dong/{contract.pk}/"
    for text in ("05/hđ", "5/HĐ-SYT", "miền trung", "hop dong 05"):
        (group,) = (one for one in search.groups(lan, text) if one.name == "Hợp đồng")
        assert [hit.url for hit in group.hits] == [page]
    for text in ("mien trung", contract.contractor.tax_code):
        assert found(lan, text)["Nhà thầu"] == [contract.contractor.name]
    for entry, url in ((minutes, f"/nghiem-thu/{minutes.pk}/"), (paid, page)):
        (group,) = (one for one in search.groups(lan, entry.number) if one.name.startswith("Phụ lục"))
        assert url in [hit.url for hit in group.hits]
        assert not any(one.name.startswith("Phụ lục") for one in search.groups(binh, entry.number))
    assert "Hợp đồng" not in found(binh, "05/HĐ")


@pytest.fixture
def urged(plan, hoa, agencies):
    """Hoa's letter to Sở Y tế that went out, and a draft to Sở Xây dựng."""
    for code in ("SYT", "SXD"):
        a_target(agencies[code], 117_000)
    figures = province_figures(plan, DAY)
    sent, draft = (
        draft_letters(plan, [figures.by_code[code]], as_of=DAY, actor=hoa, one_each=True)[0] for code in ("SYT", "SXD")
    )
    given = {"number": "1234/SNV-QLVTLT", "day": DAY, "signer": "Lê Quang Minh"}
    send_letter(sent, actor=hoa, expected_version=sent.version, **given)
    return sent, draft


@pytest.mark.parametrize("text", ["1234/SNV", "1234", "20/6/2025", "20/06/2025", "so y te", "1234 SYT"])
def test_a_letter_that_urges_by_number_day_and_agency(urged, hoa, text):
    assert "Công văn số 1234/SNV-QLVTLT ngày 20/6/2025" in found(hoa, text)["Công văn đôn đốc"]


def test_a_letter_that_urges_is_found_by_who_may_read_it(urged, hoa, mai, lan, binh):
    sent, draft = "Công văn số 1234/SNV-QLVTLT ngày 20/6/2025", f"Dự thảo công văn đôn đốc số {urged[1].pk}"
    assert found(hoa, "Sở Xây dựng")["Công văn đôn đốc"] == [draft]
    assert found(lan, "1234")["Công văn đôn đốc"] == [sent] == found(mai, "1234")["Công văn đôn đốc"]
    for person, text in ((binh, "1234"), (binh, "Sở Xây dựng"), (mai, "Sở Xây dựng"), (lan, "Sở Xây dựng")):
        assert "Công văn đôn đốc" not in found(person, text)


def test_the_list_of_letters_finds_what_the_search_counts(urged, hoa, as_user):
    group = next(one for one in search.groups(hoa, "20/06/2025") if one.name == "Công văn đôn đốc")
    page = as_user(hoa).get(group.list_url).content.decode()
    assert group.count == 2 and all(f'href="/don-doc/{one.pk}/"' in page for one in urged)
