from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from ..calendar import portal_now
from .agency import Agency
from .event import Event
from .user import User

HANDING_IN = ("submit", "ask_signature")  # actions of who sends it, or puts it before the head who sends it
AnyWorkflowed = TypeVar("AnyWorkflowed", bound="Workflowed")


class WorkflowedQuerySet(models.QuerySet[AnyWorkflowed]):
    def visible_to(self, user: User) -> Self:
        """An agency's own, its communes'; overseers see what was handed in or decided at least once."""
        seen = self.filter(agency__in=Agency.objects.visible_to(user))
        return seen.filter(submitted_at__isnull=False) if user.oversees else seen

    def awaiting_appraisal(self) -> Self:
        return self.filter(state__in=self.model.AWAITED)

    def changeable(self) -> Self:
        return self.filter(state__in=self.model.CHANGEABLE)


class Workflowed(models.Model):
    """Base of an agency's objects that move through a workflow.

    Subclasses declare their `State` choices, DRAFT ("draft") and RETURNED ("returned") among them, the field `state`
    with these choices, and of the states: CHANGEABLE (the agency may change the content), AWAITED (it lies with the
    department that decides), TONES (how each looks). Loading a workflow sets `workflow`.
    """

    DRAFT, RETURNED = "draft", "returned"

    State: ClassVar[type[models.TextChoices]]
    CHANGEABLE: ClassVar[tuple[str, ...]]
    AWAITED: ClassVar[tuple[str, ...]]
    TONES: ClassVar[dict[str, str]]
    workflow: ClassVar[Any]  # an agencies.workflow.Workflow: that module knows this one

    state = models.CharField("trạng thái", max_length=12, default=DRAFT, db_index=True)
    state_since = models.DateTimeField("từ lúc", default=portal_now)
    version = models.PositiveIntegerField("phiên bản ghi", default=1)
    submitted_by = models.ForeignKey(
        "agencies.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="người trình"
    )
    submitted_at = models.DateTimeField("trình lúc", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def state_name(self) -> str:
        """The state's Vietnamese name, also for who knows only this base (`get_state_display` is the subclass's)."""
        return str(self.State(self.state).label)

    @property
    def is_changeable(self) -> bool:
        return self.state in self.CHANGEABLE

    @property
    def is_awaited(self) -> bool:
        return self.state in self.AWAITED

    @property
    def is_returned(self) -> bool:
        return self.state == self.RETURNED

    @property
    def was_never_handed_in(self) -> bool:
        return self.state == self.DRAFT and not self.submitted_at

    def was_handed_in_by(self, user: User) -> bool:
        """Now or in any earlier version, by sending it or by putting it before the head who signed."""
        return Event.objects.about(self).filter(action__in=HANDING_IN, actor=user).exists()

    @property
    def tone(self) -> str:
        return self.TONES[self.state]
