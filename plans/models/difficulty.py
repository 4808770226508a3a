"""Khó khăn, vướng mắc: what keeps an agency, who must answer, and the answers (Kế hoạch III.5)."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from agencies.calendar import days_since, portal_now, portal_today
from agencies.formats.dates import format_date
from agencies.models import Agency, Duty, Workflowed
from agencies.models.workflowed import WorkflowedQuerySet
from agencies.secrecy.model_fields import OpenCharField, OpenTextField

from .plan import FIRST_DAY, LAST_DAY, Plan
from .progress import ProgressReport

SHORT = 100
LONGEST_DAYS = 250  # a year of working days


class Answerer(models.TextChoices):
    """Nơi trả lời: the offices that the plan names; what UBND tỉnh answers is recorded by Sở Nội vụ (Kế hoạch III)."""

    HOME_AFFAIRS = "home_affairs", "Sở Nội vụ"
    FINANCE = "finance", "Sở Tài chính"
    ARCHIVE = "archive", "Sở Khoa học và Công nghệ"
    PROVINCE = "province", "UBND tỉnh (qua Sở Nội vụ)"

    @property
    def duty(self) -> Duty:
        """Who answers there, or records what was answered."""
        return DUTY_OF[self]


DUTY_OF: dict[Answerer, Duty] = {
    Answerer.HOME_AFFAIRS: Duty.APPRAISES_CATALOGUES,
    Answerer.FINANCE: Duty.APPRAISES_ESTIMATES,
    Answerer.ARCHIVE: Duty.OPERATES_ARCHIVE,
    Answerer.PROVINCE: Duty.APPRAISES_CATALOGUES,
}


class DifficultyKind(models.Model):
    """Loại khó khăn, vướng mắc: a list that the administrator keeps, with who usually answers."""

    name = OpenCharField("tên loại", max_length=100, unique=True)
    answerer = models.CharField("nơi thường trả lời", max_length=12, choices=Answerer)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    in_use = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "loại khó khăn, vướng mắc"
        verbose_name_plural = "loại khó khăn, vướng mắc"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class AnswerTimeQuerySet(models.QuerySet["AnswerTime"]):
    def in_force_on(self, day: date) -> "AnswerTime | None":
        """The time valid on the day; None where none was entered yet."""
        valid = self.filter(Q(valid_from=None) | Q(valid_from__lte=day))
        return valid.order_by(models.F("valid_from").desc(nulls_last=True)).first()


class AnswerTime(models.Model):
    """Thời hạn trả lời: so many working days from the day of the question, from a day on [practice]."""

    USUAL = 10

    working_days = models.PositiveSmallIntegerField(
        "số ngày làm việc", validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DAYS)]
    )
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True, help_text="Trống: từ đầu Kế hoạch")
    source = OpenCharField("căn cứ", max_length=300)

    objects: ClassVar = AnswerTimeQuerySet.as_manager()

    class Meta:
        verbose_name = "thời hạn trả lời vướng mắc"
        verbose_name_plural = "thời hạn trả lời vướng mắc"
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(
                Coalesce(models.F("valid_from"), FIRST_DAY),
                name="one_answer_time_from_a_day",
                violation_error_message="Đã có thời hạn áp dụng từ ngày này: chọn ngày khác.",
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=LONGEST_DAYS), name="answer_time_is_a_time"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_from__gte=FIRST_DAY, valid_from__lte=LAST_DAY),
                name="answer_time_is_of_our_time",
                violation_error_message=f"Ngày áp dụng từ {format_date(FIRST_DAY)} đến {format_date(LAST_DAY)}.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.working_days} ngày làm việc"


class DifficultyQuerySet(WorkflowedQuerySet["Difficulty"]):
    def waiting(self) -> Self:
        """Those that an office has to answer; what was joined into another is answered with that."""
        return self.filter(state=Difficulty.State.RAISED)

    def open(self) -> Self:
        """Those without an answer, of their own or joined into another."""
        return self.filter(state__in=Difficulty.OPEN)

    def for_duty(self, duty: str) -> Self:
        """Those that the holder of the duty answers, or whose answer the holder records."""
        return self.filter(answerer__in=[each for each, whose in DUTY_OF.items() if whose == duty])


class Difficulty(Workflowed):
    """Khó khăn, vướng mắc: raised by an agency, answered by an office, closed by who asked.

    One that was joined into another waits with it, and is answered with it; its agency never sees whose the other is.
    """

    class State(models.TextChoices):
        RAISED = "raised", "Chờ trả lời"
        JOINED = "joined", "Chờ trả lời chung"
        ANSWERED = "answered", "Đã trả lời"
        CLOSED = "closed", "Đã khép lại"

    CHANGEABLE: ClassVar = ()
    AWAITED: ClassVar = (State.RAISED,)
    OPEN: ClassVar = (State.RAISED, State.JOINED)
    TONES: ClassVar = {State.RAISED: "run", State.JOINED: "run", State.ANSWERED: "ok", State.CLOSED: "idle"}

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="difficulties")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="difficulties", verbose_name="cơ quan")
    kind = models.ForeignKey(
        DifficultyKind, models.PROTECT, null=True, blank=True, related_name="difficulties", verbose_name="loại"
    )
    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.RAISED, db_index=True)
    text = OpenTextField("khó khăn, vướng mắc")
    proposal = OpenTextField("kiến nghị, đề xuất", blank=True)
    answerer = models.CharField("nơi trả lời", max_length=12, choices=Answerer, default=Answerer.HOME_AFFAIRS)
    due_on = models.DateField("hạn trả lời")
    joined_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined", verbose_name="trả lời chung với"
    )
    report = models.ForeignKey(
        ProgressReport,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="raised_difficulties",
        verbose_name="báo cáo tiến độ",
    )
    text_key = models.CharField(max_length=64, blank=True, default="", editable=False)  # of what reports brought

    objects: ClassVar = DifficultyQuerySet.as_manager()

    class Meta:
        verbose_name = "khó khăn, vướng mắc"
        verbose_name_plural = "khó khăn, vướng mắc"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["answerer", "state"], name="difficulty_by_answerer")]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "text_key"], condition=~Q(text_key=""), name="one_difficulty_of_a_reported_text"
            )
        ]

    def __str__(self) -> str:
        return f"Vướng mắc số {self.pk} của {self.agency}"

    @property
    def short(self) -> str:
        """Its first words, for lists."""
        line = " ".join(self.text.split())
        return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"

    @property
    def duty(self) -> Duty:
        """Who answers it."""
        return Answerer(self.answerer).duty

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def is_overdue_on(self, day: date) -> bool:
        return self.is_open and day > self.due_on

    @property
    def is_overdue(self) -> bool:
        """It should have been answered by today."""
        return self.is_overdue_on(portal_today())

    @property
    def waited_days(self) -> int:
        """Whole days for which it has waited until today; 0 once it is answered."""
        return max(0, days_since(self.state_since, portal_today())) if self.is_open else 0


class DifficultyReplyQuerySet(models.QuerySet["DifficultyReply"]):
    def shared(self) -> Self:
        """Answers that the officials let everybody read, under a question in general words."""
        return self.filter(kind=DifficultyReply.Kind.ANSWER, original=None).exclude(general="")


class DifficultyReply(models.Model):
    """Trả lời, hỏi thêm: answers and further questions on a difficulty, in turn; never changed.

    An answer to several that were joined is written for each: `original` is the one it is a copy of.
    """

    class Kind(models.TextChoices):
        ANSWER = "answer", "Trả lời"
        QUESTION = "question", "Hỏi thêm"

    difficulty = models.ForeignKey(Difficulty, models.CASCADE, related_name="replies")
    kind = models.CharField("loại", max_length=8, choices=Kind)
    text = OpenTextField("nội dung")
    answerer = models.CharField("nơi trả lời", max_length=12, choices=Answerer, blank=True, default="")
    document_number = OpenCharField("số văn bản", max_length=60, blank=True, default="")
    document_date = models.DateField("ngày văn bản", null=True, blank=True)
    due_before = models.DateField(null=True, blank=True, editable=False)  # when what was asked before had been due
    general = OpenCharField("vấn đề nêu chung", max_length=300, blank=True, default="")
    search_text = models.TextField(blank=True, default="", editable=False)
    original = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="copies")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("lúc", default=portal_now)

    objects: ClassVar = DifficultyReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "trả lời vướng mắc"
        verbose_name_plural = "trả lời vướng mắc"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="answer") & ~Q(answerer="") | Q(kind="question", answerer="", general=""),
                name="an_answer_comes_from_an_office",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} về {self.difficulty}"

    @property
    def whole(self) -> "DifficultyReply":
        """The answer that was written once for all, with its files."""
        return self.original or self
