from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from agencies.models import WorkflowedQuerySet
from agencies.secrecy.model_fields import OpenTextField

if TYPE_CHECKING:
    from .estimate import Estimate

DECIDED = ("appraised", "decided")
HANDED_IN = ("submitted", *DECIDED)


class EditionQuerySet(WorkflowedQuerySet[Any]):
    """Which of the numbered versions of an estimate is meant; they stand in one line, one after the other."""

    def not_replaced(self) -> Self:
        """Without those that a later version was decided in the place of."""
        return self.exclude(replaced_by__state__in=DECIDED)

    def in_force(self) -> Self:
        """Decided, and no later version was: one of each line at most."""
        return self.filter(state__in=DECIDED).not_replaced()

    def asked_last(self) -> Self:
        """Of each line what was handed in last, decided or not."""
        return self.filter(state__in=HANDED_IN).exclude(replaced_by__state__in=HANDED_IN)

    def same_line(self, estimate: "Estimate") -> Self:
        """All versions of the estimate, itself among them."""
        root = estimate.first_id or estimate.pk
        return self.filter(Q(pk=root) | Q(first=root))

    def with_line(self) -> Self:
        """Rows with `line`, the key of the first version, and `later_state` of the version after them."""
        return self.annotate(line=Coalesce("first_id", "pk"), later_state=models.F("replaced_by__state"))


class Edition(models.Model):
    """Bản điều chỉnh, bổ sung: a version of an estimate that restates the whole of it (domain §5).

    `version` counts how often the row was written; an `edition` is what is handed in and decided anew. The earlier one
    stays as it was decided and counts until this one is decided.
    """

    class Change(models.TextChoices):
        FIRST = "first", "Lập lần đầu"
        ADJUSTED = "adjusted", "Điều chỉnh"
        ADDED = "added", "Bổ sung"

    if TYPE_CHECKING:  # of the estimate itself
        state: Any
        replaces_id: int | None
        first_id: int | None

    change = models.CharField("loại bản", max_length=10, choices=Change, default=Change.FIRST, editable=False)
    edition = models.PositiveSmallIntegerField("bản thứ", default=1, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    first = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    change_reason = OpenTextField("lý do điều chỉnh, bổ sung", blank=True, default="", editable=False)

    later_state: str | None = None  # on rows of `with_line()`

    class Meta:
        abstract = True

    @property
    def is_later(self) -> bool:
        """True of a version after the first."""
        return self.replaces_id is not None

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED

    @property
    def counts(self) -> bool:
        """Whether sums hold it, on rows of `with_line()`: not once a later one is decided, nor before it is itself."""
        return self.later_state not in DECIDED and (self.is_decided or not self.is_later)
