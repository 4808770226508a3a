"""Two files with one number: lists, workbooks and sentences say of which fonds, Mục lục số and box each is."""

import io

import pytest
from openpyxl import load_workbook

from agencies.workflow import perform
from plans.appraisal.decisions import decide
from plans.appraisal.likeness import name_of
from plans.appraisal.returns import numbers_of
from plans.catalogues.files import write_files
from plans.catalogues.services import create_catalogue
from plans.models import ArchivalFile, Plan
from tests.helpers import factories as make
from tests.helpers.catalogues import appraise, row


def handed_in(agency, fonds, *places):
    """A catalogue “Đợt 2” of the fonds, with files of these numbers and Mục lục số."""
    clerk = make.a_user(agency)
    made = create_catalogue(plan=Plan.current(), agency=agency, actor=clerk, name="Đợt 2", fonds_name=fonds)
    write_files(made, actor=clerk, added=[row(number, catalogue_number=of_list) for number, of_list in places])
    return perform(made, "submit", actor=clerk, secrecy_declared=True)


@pytest.fixture
def in_two_fonds(agencies, plan):
    """Catalogues of one name in two fonds; in the first number 01 stands twice."""
    health = agencies["SYT"]
    return handed_in(health, "Sở Y tế", ("01", "1"), ("01", "2")), handed_in(health, "Bệnh viện cũ", ("01", ""))


def sheet(answer):
    content = answer.content if not answer.streaming else b"".join(answer.streaming_content)
    lines = [list(line) for line in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]
    heads = next(line for line in lines if "Hồ sơ số" in line)
    return [dict(zip(heads, line, strict=True)) for line in lines[lines.index(heads) + 1 :]]


def test_the_workbook_of_files_has_fonds_and_catalogue_number(as_user, lan, in_two_fonds):
    found = sheet(as_user(lan).get("/ho-so.xlsx"))
    places = {(line["Phông"], line["Mục lục số"], line["Hồ sơ số"]) for line in found if line["Hồ sơ số"] == "01"}
    assert places == {("Sở Y tế", "1", "01"), ("Sở Y tế", "2", "01"), ("Bệnh viện cũ", None, "01")}
    page = as_user(lan).get("/ho-so/").content.decode()
    assert "phông Bệnh viện cũ" in page and "Mục lục số 2" in page


def test_the_list_by_stages_has_the_catalogue_number(as_user, lan, hoa, in_two_fonds):
    one = in_two_fonds[0]
    appraise(one, hoa)
    found = sheet(as_user(lan).get(f"/danh-dau/{one.pk}/ho-so.xlsx"))
    assert [line["Mục lục số"] for line in found if line["Hồ sơ số"] == "01"] == ["1", "2"]
    assert "Mục lục số 2" in as_user(lan).get(f"/danh-dau/{one.pk}/").content.decode()


def test_sentences_name_the_place_where_numbers_repeat(hoa, in_two_fonds):
    one, other = in_two_fonds
    files = list(one.files.by_position())
    assert numbers_of(files) == "2 hồ sơ: 01, Mục lục số 1, hộp 1; 01, Mục lục số 2, hộp 1"
    assert numbers_of(files[:1]) == "1 hồ sơ: 01"
    last = other.files.get()
    assert name_of(last) == "hồ sơ số 01, hộp 1 trong Mục lục “Đợt 2” (phông Bệnh viện cũ)"
    decide(one, "accept", one.files.filter(catalogue_number="1"), actor=hoa)
    done = decide(one, "accept", one.files.all(), actor=hoa)
    assert str(done) == "đã chấp nhận 1 hồ sơ, bỏ qua 1: hồ sơ 01: đang là “Chấp nhận”"
    assert str(decide(one, "accept", one.files.all(), actor=hoa)).count("Mục lục số") == 2
    assert ArchivalFile.objects.get(pk=last.pk).in_box == ", hộp 1"
