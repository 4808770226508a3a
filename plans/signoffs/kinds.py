"""Register of the kinds of things that a head signs: how each is listed, and signed with others.

Rooms above add their own: catalogues, reviews, and budgets the estimates.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.db.models import Model

from agencies.models import User, Workflowed
from agencies.refusal import Overtaken
from agencies.workflow import perform
from plans.models import SignOff

GONE = "Bản trình ký này không còn chờ: đã ký, đã trả lại, đã rút hoặc nội dung đã được sửa."


@dataclass(frozen=True)
class Waiting:
    """A line of the list: what waits, where it is looked at, its sums, and why it is signed on its own page (or "")."""

    about: SignOff
    title: str
    page: str
    file_count: int | None = None
    a4_page_count: int | None = None
    amount_dong: int | None = None
    alone: str = ""


class SignedKind(ABC):
    """One kind of thing that is signed."""

    @abstractmethod
    def rows(self, requests: Sequence[SignOff]) -> list[Waiting]:
        """Lines of those that are still valid, in a fixed number of queries."""

    @abstractmethod
    def sign(self, about: SignOff, actor: User, *, secrecy_declared: bool) -> None:
        """Sign and hand in what the request is about. Raises WorkflowError with a sentence."""


def as_it_stands(model: type[Model], about: SignOff) -> Workflowed:
    """The object of the request, unchanged since. Raises Overtaken where it is not."""
    found = model._default_manager.filter(pk=about.object_id).first()
    if not isinstance(found, Workflowed) or not found.is_changeable or not about.stands_for(found):
        raise Overtaken(GONE)
    return found


class SignedDraft(SignedKind):
    """What its agency writes and then hands in: signing is handing it in."""

    model: ClassVar[type[Model]]

    @abstractmethod
    def line(self, about: SignOff, one: Any) -> Waiting:
        """The line of this draft."""

    def drafts(self) -> Any:
        """Those that can still be handed in, with what their lines show."""
        return cast(Any, self.model._default_manager).changeable().select_related("agency")

    def rows(self, requests: Sequence[SignOff]) -> list[Waiting]:
        known = {one.pk: one for one in self.drafts().filter(pk__in=[each.object_id for each in requests])}
        return [
            self.line(each, known[each.object_id])
            for each in requests
            if each.object_id in known and each.stands_for(known[each.object_id])
        ]

    def sign(self, about: SignOff, actor: User, *, secrecy_declared: bool) -> None:
        one = as_it_stands(self.model, about)
        perform(one, "submit", actor=actor, expected_version=about.version, **self.answers(about, secrecy_declared))

    def answers(self, about: SignOff, secrecy_declared: bool) -> dict[str, Any]:
        """What handing in asks for beside: what the clerk answered when it was laid before the head."""
        return about.content


KINDS: dict[str, SignedKind] = {}
