"""The gate before digitization: records are arranged first (Kế hoạch I.2), and somebody has looked at each.

Whoever appraises leaves unarranged files out, or accepts them with a reason; files that nobody has looked at one by
one are accepted with a reason. The appraisal keeps both, and its document prints them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, Q, QuerySet

from agencies.formats.numbers import format_int
from agencies.models import User
from agencies.workflow import WorkflowError
from plans.models import ArchivalFile, Catalogue

from .decisions import record_decision, write_decision
from .verdicts import VERDICTS, Outcome

LeftOut = ArchivalFile.LeftOut
ACCEPT, LEAVE_OUT = "accept", "leave_out"
OPEN_REASON = "……………………"  # in a draft, for whoever signs
UNARRANGED = (
    "{} hồ sơ chưa chỉnh lý, mà Kế hoạch yêu cầu chỉnh lý trước khi số hóa: chọn loại ra để số hóa sau, hoặc ghi lý do "
    "chấp nhận."
)
NOT_SEEN = "{} hồ sơ chưa được xem từng hồ sơ: ghi lý do chấp nhận, văn bản thẩm định sẽ in lý do này."
NOTHING_LEFT = "Loại các hồ sơ chưa chỉnh lý thì không còn hồ sơ nào để số hóa: trả lại Mục lục kèm lý do."


@dataclass(frozen=True)
class GateAnswers:
    """What the appraiser says to unarranged files (ACCEPT with a reason, or LEAVE_OUT) and to unseen ones."""

    unarranged: str = ""
    unarranged_reason: str = ""
    unseen_reason: str = ""


ANSWERS = tuple(each.name for each in fields(GateAnswers))


def of_whole(*catalogues: Catalogue) -> QuerySet[ArchivalFile]:
    """Files that appraisals of the whole would let through: what an earlier one let through is not asked again."""
    return ArchivalFile.objects.filter(catalogue__in=catalogues).to_digitize().filter(appraisal=None)


def unarranged(files: QuerySet[ArchivalFile]) -> QuerySet[ArchivalFile]:
    """Those that are not arranged."""
    return files.filter(arranged=False)


def unseen(files: QuerySet[ArchivalFile]) -> QuerySet[ArchivalFile]:
    """Those that nobody has looked at one by one, whatever a filter or a whole page decided on them."""
    return files.filter(looked_at=None)


def counts(files: QuerySet[ArchivalFile]) -> dict[str, int]:
    """How many files an appraisal lets through unarranged and unseen, by its fields."""
    return {"unarranged_files": unarranged(files).count(), "unseen_files": unseen(files).count()}


def counts_by_catalogue(catalogues: Iterable[Catalogue]) -> dict[int, dict[str, int]]:
    """{catalogue: the same counts, `files` of which they are, and `unseen_arranged`} of appraisals of the whole."""
    wanted = {
        "files": Count("pk"),
        "unarranged_files": Count("pk", filter=Q(arranged=False)),
        "unseen_files": Count("pk", filter=Q(looked_at=None)),
        "unseen_arranged": Count("pk", filter=Q(looked_at=None, arranged=True)),
    }
    rows = of_whole(*catalogues).order_by().values_list("catalogue_id").annotate(**wanted)
    return {pk: dict(zip(wanted, counts, strict=True)) for pk, *counts in rows}


def pass_gate(catalogue: Catalogue, files: QuerySet[ArchivalFile], actor: User, answers: GateAnswers) -> dict[str, Any]:
    """What the appraisal keeps of the gate ({field: value}); leaves unarranged files out where that was chosen.

    Raises WorkflowError with what is still to be said.
    """
    if answers.unarranged == LEAVE_OUT:
        put_off(catalogue, unarranged(files), actor)
    found = counts(files)
    accepted = answers.unarranged == ACCEPT and answers.unarranged_reason.strip()
    if found["unarranged_files"] and not accepted:
        raise WorkflowError(UNARRANGED.format(format_int(found["unarranged_files"])))
    if found["unseen_files"] and not answers.unseen_reason.strip():
        raise WorkflowError(NOT_SEEN.format(format_int(found["unseen_files"])))
    return found | {
        "unarranged_reason": answers.unarranged_reason.strip() if found["unarranged_files"] else "",
        "unseen_reason": answers.unseen_reason.strip() if found["unseen_files"] else "",
    }


def put_off(catalogue: Catalogue, files: QuerySet[ArchivalFile], actor: User) -> None:
    """Leave the files out until they are arranged; the history says how many."""
    verdict, reason = VERDICTS["leave_out"], LeftOut.UNARRANGED
    done = len(write_decision(catalogue, verdict, files, actor, reason))
    if done:
        record_decision(catalogue, actor, Outcome(verdict, done), reason, "")
