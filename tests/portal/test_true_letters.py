"""Every letter of a catalogue's way: what it says on the day of its decision is what the rows say, and it stays."""

import pytest

from agencies.workflow import perform
from plans.appraisal.catalogue_sample import draw_sample
from plans.appraisal.corrections import correct_document
from plans.appraisal.decisions import decide
from plans.appraisal.returns import name_files
from plans.appraisal.together import Choice, decide_together
from plans.catalogues.files import write_files
from plans.catalogues.proposals import take_over
from plans.models import ArchivalFile
from reports.documents.appraisal import appraisal_document
from reports.documents.joint_appraisal import decisions, joint_document
from tests.helpers import factories as make
from tests.helpers.catalogues import (
    DECISION_DOCUMENT,
    GATE_ANSWERS,
    appraise,
    fresh,
    hand_in,
    numbered,
    one_by_one,
    proposed_by,
    reopen,
    row,
)
from tests.helpers.true_letters import untrue_form, untrue_joint, untrue_letter

pytestmark = [pytest.mark.once, pytest.mark.django_db]


def document(number):
    return f"{number}/SNV-QLVTLT", DECISION_DOCUMENT[1]


def texts(one):
    """Everything that the letter on the appraisal prints."""
    drawn = appraisal_document(one)
    lists = [list(annex.lines()) for annex in drawn.annexes[1:]]
    return drawn.letterhead, [block.text for block in drawn.blocks], drawn.annex("I").shown_rows(), lists


class Way:
    """A catalogue on its way, each letter held on its day."""

    def __init__(self, lan, hoa):
        self.lan, self.hoa, self.letters = lan, hoa, []
        self.catalogue = hand_in(lan.agency, lan, rows=9)

    def decide(self, number, name="appraise", **details):
        self.catalogue = appraise(fresh(self.catalogue), self.hoa, name, document=document(number), **details)
        one = self.catalogue.appraisals.order_by("-pk").first()
        assert list(untrue_letter(one)) == []
        assert list(untrue_form(self.catalogue)) == []
        self.letters.append((one, texts(one)))
        return one

    def send_back(self, name, actor, number, **changes):
        if name == "reopen":
            reopen(self.catalogue, self.lan, actor)
        else:
            perform(fresh(self.catalogue), name, actor=actor, reason="Sửa số trang.")
        file = numbered(self.catalogue, number).get()
        write_files(fresh(self.catalogue), actor=self.lan, changed=[(file, row(number, **changes))])
        self.catalogue = perform(fresh(self.catalogue), "submit", actor=self.lan, secrecy_declared=True)


def test_tranches_a_correction_and_the_whole_each_say_what_was_decided_and_keep_it(lan, hoa, plan):
    way = Way(lan, hoa)
    one_by_one(way.catalogue, hoa, "01", "02")
    way.decide(1, "tranche")
    way.send_back("return", hoa, "02", page_count=300)
    one_by_one(way.catalogue, hoa, "02", "03")
    way.decide(2, "tranche")
    one_by_one(way.catalogue, hoa, "04", name="leave_out", reason="duplicate")
    one_by_one(way.catalogue, hoa, "05", name="leave_out", reason="unarranged")
    way.decide(3)
    way.send_back("reopen", hoa, "06", page_count=1, arranged=False)
    way.decide(4)
    assert [texts(one) for one, _ in way.letters] == [kept for _, kept in way.letters]


def test_a_sample_and_what_passed_the_gate_are_told_as_they_were(lan, hoa, plan):
    way = Way(lan, hoa)
    ArchivalFile.objects.filter(file_number="09").update(arranged=False)
    way.send_back("withdraw", lan, "07", arranged=False, sheet_count=0)
    draw = draw_sample(way.catalogue, 30, actor=hoa)
    chosen = ArchivalFile.objects.filter(pk__in=draw.file_keys[:4])
    decide(way.catalogue, "accept", chosen, actor=hoa, looked_at=draw.file_keys[:4])
    way.decide(5)


def test_a_corrected_number_stands_on_the_letter(lan, hoa, plan):
    one = Way(lan, hoa).decide(6)
    kept = {"actor": hoa, "day": DECISION_DOCUMENT[1], "capacity": "deputy", "reason": "Ghi nhầm số."}
    correct_document(one.document, number="66/SNV-QLVTLT", **kept)
    one.refresh_from_db()
    assert list(untrue_letter(one)) == [] and appraisal_document(one).letterhead.number == "Số: 66/SNV-QLVTLT"


def test_what_answers_corrected_is_told_apart_from_what_was_handed_in(lan, hoa, plan):
    way = Way(lan, hoa)
    take_over(proposed_by(lan, hoa, way.catalogue, "01", "page_count", "926"), actor=hoa)
    take_over(proposed_by(lan, hoa, way.catalogue, "02", "title", "Bệnh án"), actor=hoa)
    shown = [texts[1:4] for _, texts in appraisal_document(way.decide(7)).annex("I").shown_rows()]
    assert shown == [
        ["Cơ quan, đơn vị trình", "9", "936"],
        ["Sửa theo trả lời của cơ quan trong khi thẩm định (02 hồ sơ)", "0", "826"],
        ["Được số hóa", "9", "1.762"],
    ]


def test_a_letter_on_many_and_what_is_extracted_from_it(agencies, hoa, plan):
    whole, part, back = (hand_in(agencies[code], make.a_user(agencies[code])) for code in ("SYT", "SXD", "TTT"))
    one_by_one(whole, hoa, "05")
    appraise(fresh(whole), hoa, "tranche", document=document(8))
    take_over(proposed_by(whole.submitted_by, hoa, whole, "04", "page_count", "99"), actor=hoa)
    one_by_one(whole, hoa, "04", name="leave_out", reason="worthless")
    take_over(proposed_by(part.submitted_by, hoa, part, "02", "page_count", "7"), actor=hoa)
    one_by_one(part, hoa, "01", "02")
    name_files(back, numbered(back, "02", "05"), actor=hoa, text="Đếm lại số trang.")
    actions = ((whole, "appraise", ""), (part, "tranche", ""), (back, "return", "Sai."))
    choices = [Choice(fresh(one), name, fresh(one).version, reason) for one, name, reason in actions]
    signed, results = decide_together(choices, actor=hoa, document=DECISION_DOCUMENT, **GATE_ANSWERS)
    assert not any(result.refusal for result in results)
    appraisals, returns = decisions(signed)
    assert list(untrue_joint(appraisals, returns, joint_document(signed))) == []
    assert [wrong for one in appraisals for wrong in untrue_letter(one)] == []
