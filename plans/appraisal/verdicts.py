"""What can be decided on single files, and what became of the files that were chosen for it."""

from dataclasses import dataclass, field

from agencies.formats.numbers import format_int
from agencies.workflow import WorkflowError
from plans.models import ArchivalFile

Decision, LeftOut = ArchivalFile.Decision, ArchivalFile.LeftOut
OPEN = (Decision.PENDING, Decision.ASKED, Decision.ANSWERED)
DECIDED = (Decision.ACCEPTED, Decision.ASKED, Decision.ANSWERED, Decision.LEFT_OUT)


@dataclass(frozen=True)
class Verdict:
    """One thing that can be decided on files: from which decisions it leads to which."""

    name: str
    verb: str
    sources: tuple[str, ...]
    target: str
    past: str
    needs_text: bool = False

    def check(self, reason: str, text: str) -> None:
        """Raise WorkflowError, with what to do, where the verdict lacks its question or its reason."""
        if self.needs_text and not text:
            raise WorkflowError("Ghi câu hỏi: cơ quan cần biết phải trả lời gì.")
        if self.name == "leave_out":
            if reason not in LeftOut.values:
                raise WorkflowError("Chọn lý do loại hồ sơ khỏi diện số hóa.")
            if reason == LeftOut.OTHER and not text:
                raise WorkflowError("Lý do khác: ghi rõ lý do.")


VERDICTS = {
    verdict.name: verdict
    for verdict in (
        Verdict("accept", "Chấp nhận", OPEN, Decision.ACCEPTED, "chấp nhận"),
        Verdict("leave_out", "Loại khỏi diện số hóa", OPEN, Decision.LEFT_OUT, "loại"),
        Verdict("ask", "Hỏi cơ quan", (Decision.PENDING, Decision.ANSWERED), Decision.ASKED, "hỏi cơ quan về", True),
        Verdict("undo", "Bỏ kết quả xem xét", DECIDED, Decision.PENDING, "bỏ kết quả xem xét của"),
    )
}


@dataclass(frozen=True)
class Outcome:
    """How many of the chosen files were decided on, which were skipped and why."""

    verdict: Verdict
    done: int
    skipped: int = 0
    named: list[tuple[str, str]] = field(default_factory=list)  # (file number, why), the first ones
    confirmed: int = 0  # had this decision before and were looked at now

    def __str__(self) -> str:
        done = f"đã {self.verdict.past} {format_int(self.done)} hồ sơ"
        if self.confirmed:
            done += f", ghi đã xem từng hồ sơ {format_int(self.confirmed)} hồ sơ có cùng kết quả từ trước"
        if not self.skipped:
            return done
        names = "; ".join(f"hồ sơ {number}: {why}" for number, why in self.named)
        more = "; …" if self.skipped > len(self.named) else ""
        return f"{done}, bỏ qua {format_int(self.skipped)}: {names}{more}"
