"""People who can be invited, each with the latest invitation and how far the person came with it."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from agencies.models import Invitation, User

NOT_INVITED = ("none", "chưa mời")
STATES = [NOT_INVITED, *((each.value, each.label) for each in Invitation.State if each != Invitation.State.REPLACED)]


@dataclass(frozen=True)
class Guest:
    """A person with the latest invitation, if there is one, and its state."""

    user: User
    invitation: Invitation | None

    @property
    def state(self) -> str:
        return self.invitation.state if self.invitation else NOT_INVITED[0]

    @property
    def word(self) -> str:
        return self.invitation.state.label if self.invitation else NOT_INVITED[1]

    @property
    def texts(self) -> tuple[object, ...]:
        """What a search looks through."""
        return self.user.username, self.user.full_name, self.user.agency or ""

    @property
    def tone(self) -> str:
        return self.invitation.tone if self.invitation else "idle"


def guests(people: QuerySet[User]) -> list[Guest]:
    """Each person with the latest invitation, in two queries."""
    latest = Prefetch("invitations", Invitation.objects.select_related("user", "issued_by"))
    return [Guest(user, next(iter(user.invitations.all()), None)) for user in people.prefetch_related(latest)]
