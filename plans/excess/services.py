"""Reasons for what lies above a target or a review: given when handing in, confirmed when appraising."""

from collections.abc import Iterable

from agencies.calendar import portal_now
from agencies.history import record
from agencies.models import Agency, User
from agencies.workflow import WorkflowError
from plans.models import Catalogue, ExcessReason

from .measure import Excess, family_of, with_catalogue
from .words import CONFIRM_NEEDED, REASON_NEEDED, figures, sentences


def hold_lines(agencies: Iterable[Agency]) -> None:
    """Hold the lines of these agencies until the transaction ends: of two who would lift one above, the second sees
    the first. Catalogues and estimates are held before lines."""
    keys = {family_of(agency)[0].pk for agency in agencies}
    list(Agency.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def give_reason(catalogue: Catalogue, reason: str, actor: User) -> None:
    """Keep why the version that is handed in lies above, with its Event; nothing where it lies below.

    Raises WorkflowError where it lies above without a reason.
    """
    hold_lines([catalogue.agency])
    excess, reason = with_catalogue(catalogue), reason.strip()
    version = ExcessReason.objects.filter(catalogue=catalogue, revision=catalogue.revision)
    version.delete()  # its reason before it was withdrawn
    if not excess:
        return
    if not reason:
        raise WorkflowError(" ".join([*sentences(excess), REASON_NEEDED]))
    ExcessReason.objects.create(catalogue=catalogue, revision=catalogue.revision, reason=reason, given_by=actor)
    write_event(catalogue, excess, actor, "explain_excess", "nêu lý do vượt chỉ tiêu, rà soát của", reason)


def confirm_reason(catalogue: Catalogue, confirmed: bool, actor: User) -> None:
    """Keep that the appraiser has seen the reason, with its Event; nothing where the catalogue does not lie above.

    Raises WorkflowError where it does and nobody confirmed it.
    """
    hold_lines([catalogue.agency])
    excess = with_catalogue(catalogue)
    if not excess:
        return
    if not confirmed:
        raise WorkflowError(" ".join([*sentences(excess), CONFIRM_NEEDED]))
    given, _ = ExcessReason.objects.get_or_create(catalogue=catalogue, revision=catalogue.revision)
    given.confirmed_by, given.confirmed_at = actor, portal_now()
    given.save(update_fields=["confirmed_by", "confirmed_at"])
    write_event(catalogue, excess, actor, "confirm_excess", "xác nhận đã xem lý do vượt chỉ tiêu, rà soát của", "")


def write_event(catalogue: Catalogue, excess: Excess, actor: User, action: str, verb: str, reason: str) -> None:
    sentence = f"{verb} {catalogue}: {' '.join(sentences(excess))}"
    record(catalogue, actor=actor, action=action, sentence=sentence, after=figures(excess), reason=reason)


def reason_of(catalogue: Catalogue) -> ExcessReason | None:
    """The reason of the latest version that has one."""
    rows = ExcessReason.objects.filter(catalogue=catalogue).select_related("given_by", "confirmed_by")
    return rows.order_by("-revision").first()
