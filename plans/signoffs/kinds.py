"""Register of the kinds of things that a head signs: how each is listed, and signed with others.

Rooms above add their own: catalogues, reviews, and budgets the estimates.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model

from agencies.models import User, Workflowed
from agencies.refusal import Overtaken
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


KINDS: dict[str, SignedKind] = {}


def as_it_stands(model: type[Model], about: SignOff) -> Workflowed:
    """The object of the request, unchanged since. Raises Overtaken where it is not."""
    found = model._default_manager.filter(pk=about.object_id).first()
    if not isinstance(found, Workflowed) or not found.is_changeable or not about.stands_for(found):
        raise Overtaken(GONE)
    return found
