import pytest

from reports.figures import province_figures
from reports.urging import services
from tests.helpers.figures import DAY, a_thousand_a_day, weekly


@pytest.fixture
def late(agencies):
    """Sở Y tế: 117.000 pages to do, 1.000 a week: hopelessly late, with every other milestone missed."""
    syt = a_thousand_a_day(agencies)
    weekly(syt, 1_000)
    return syt


@pytest.fixture
def drafted(plan, late, hoa):
    """A letter to Sở Y tế alone, or to those that are named."""

    def draft(*codes, one_each=False):
        figures = province_figures(plan, DAY)
        rows = [figures.district(code) for code in codes or ("SYT",)]
        return services.draft_letters(plan, rows, as_of=DAY, actor=hoa, one_each=one_each)

    return draft


@pytest.fixture
def sent(drafted, hoa):
    """A letter to Sở Y tế that went out."""

    def send(number="1234/SNV-QLVTLT", day=DAY, codes=(), **given):
        (letter,) = drafted(*codes)
        given = {"number": number, "day": day, "signer": "Lê Quang Minh"} | given
        return services.send_letter(letter, actor=hoa, expected_version=letter.version, **given)

    return send
