"""One number of an issuer in a year is one document: registering, using it again, correcting a slip."""

from datetime import date

import pytest

from agencies.documents import Capacity, Kind, NumberTaken, correct, register
from agencies.models import IssuedDocument
from agencies.models.document import number_key
from agencies.workflow import WorkflowError

DAY = date(2025, 6, 19)


def registered(person, number="123/SNV-QLVTLT", day=DAY, kind=Kind.CATALOGUE_APPRAISAL, **details):
    return register(person.agency, kind, number, day, actor=person, **details)


@pytest.mark.parametrize("written", ["05/QĐ-UBND", "5/QĐ-UBND", " 5 / qđ-ubnd ", "005/QĐ-UBND"])
def test_a_number_is_the_same_however_it_is_written(written):
    assert number_key(written) == "5/qđ-ubnd"


def test_another_sign_is_another_number():
    assert len({number_key(each) for each in ("5/QĐ-UBND", "5/KH-UBND", "50/QĐ-UBND", "0")}) == 4


def test_a_number_serves_one_document_of_its_issuer_and_year(hoa, tuan):
    first = registered(hoa)
    assert registered(tuan) != first  # another issuer
    assert registered(hoa, day=date(2024, 6, 19)) != first  # another year
    with pytest.raises(NumberTaken, match="đã ghi cho một văn bản thẩm định Mục lục khác") as caught:
        registered(hoa, "0123/snv-qlvtlt")
    assert caught.value.may_join and IssuedDocument.objects.count() == 3


def test_the_same_document_is_used_again_only_where_that_is_meant(hoa):
    first = registered(hoa)
    assert registered(hoa, same_document=True) == first
    with pytest.raises(NumberTaken, match="tư cách ký “Giám đốc”"):
        registered(hoa, same_document=True, capacity=Capacity.DEPUTY)


@pytest.mark.engine
@pytest.mark.parametrize("other", [{"day": date(2025, 6, 18)}, {"kind": Kind.ESTIMATE_APPRAISAL}])
def test_another_day_or_kind_is_another_document_whatever_is_meant(hoa, other):
    registered(hoa)
    with pytest.raises(NumberTaken, match="đã cấp cho văn bản thẩm định Mục lục ngày 19/6/2025") as caught:
        registered(hoa, same_document=True, **other)
    assert not caught.value.may_join


def test_who_has_no_agency_signs_nothing(hoa):
    with pytest.raises(WorkflowError, match="không thuộc cơ quan nào"):
        register(None, Kind.CATALOGUE_APPRAISAL, "1", DAY, actor=hoa)


def test_a_slip_is_corrected_unless_the_right_number_is_taken(hoa):
    first, second = registered(hoa), registered(hoa, "124/SNV")
    current = correct(first, number="125/SNV", day=date(2025, 6, 18), actor=hoa, capacity=Capacity.DEPUTY)
    assert (current.reference, current.capacity) == (("125/SNV", date(2025, 6, 18)), "deputy")
    assert correct(current, number="125/SNV", day=DAY, actor=hoa).capacity == "deputy"
    with pytest.raises(NumberTaken, match="Số 124/SNV năm 2025 đã cấp cho"):
        correct(first, number="124/snv", day=DAY, actor=hoa)
    assert second.reference == ("124/SNV", DAY)
