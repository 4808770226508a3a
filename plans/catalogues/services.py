"""Making and naming catalogues and fonds, and claiming a catalogue for a change."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from agencies.history import record
from agencies.models import Agency, User
from agencies.permissions import NOT_CHANGEABLE, refusal
from agencies.workflow import NotAllowed, Overtaken, WorkflowError
from plans.models import Catalogue, Fonds, Plan

NAME_TAKEN = "Phông này đã có một Mục lục cùng tên."


@transaction.atomic
def create_catalogue(
    *,
    plan: Plan,
    agency: Agency,
    actor: User,
    name: str,
    fonds: Fonds | None = None,
    fonds_name: str = "",
    fonds_years: str = "",
) -> Catalogue:
    """A new draft in an existing fonds, or in a new one made on the way. Raises NotAllowed, WorkflowError."""
    if not actor.acts_for(agency):
        raise NotAllowed(refusal(actor, agency, "lập được Mục lục"))
    fonds = fonds or fonds_named(agency, fonds_name, fonds_years)
    catalogue = saved(Catalogue(plan=plan, agency=agency, fonds=fonds, name=name))
    record(catalogue, actor=actor, action="draft", sentence=f"lập {catalogue}, {fonds.in_words}")
    return catalogue


@transaction.atomic
def rename_catalogue(
    catalogue: Catalogue,
    *,
    actor: User,
    name: str,
    fonds: Fonds | None = None,
    fonds_name: str = "",
    fonds_years: str = "",
) -> Catalogue:
    """Give the catalogue a name and a fonds and return it fresh; `catalogue` holds those that the actor saw.

    Raises NotAllowed, Overtaken, WorkflowError.
    """
    before = {"name": catalogue.name, "fonds": str(catalogue.fonds)}
    current = open_for_change(catalogue, actor)
    if (current.name, current.fonds_id) != (catalogue.name, catalogue.fonds_id):
        raise Overtaken("Có người vừa sửa tên hoặc phông của Mục lục này. Xem lại rồi sửa.")
    current.name = name
    current.fonds = fonds or fonds_named(current.agency, fonds_name, fonds_years)
    saved(current, update_fields=["name", "fonds"])
    record(
        current,
        actor=actor,
        action="rename",
        sentence=f"sửa tên, phông của {current}",
        before=before,
        after={"name": current.name, "fonds": str(current.fonds)},
    )
    return current


def open_for_change(catalogue: Catalogue, actor: User, expected_version: int | None = None) -> Catalogue:
    """Claim the catalogue for a change of its content inside the present transaction; returns it fresh.

    The conditional UPDATE keeps the row against a colleague and against a hand-in at the same moment.
    Raises NotAllowed, Overtaken, WorkflowError.
    """
    if not actor.acts_for(catalogue.agency):
        raise NotAllowed(refusal(actor, catalogue.agency, "sửa được Mục lục này"))
    rows = Catalogue.objects.filter(pk=catalogue.pk)
    claimed = rows.changeable() if expected_version is None else rows.changeable().filter(version=expected_version)
    if not claimed.update(version=F("version") + 1):
        current = rows.first()
        if current is None or not current.is_changeable:
            raise WorkflowError(NOT_CHANGEABLE)
        raise Overtaken("Có người vừa sửa Mục lục này. Xem lại nội dung mới rồi làm lại.")
    return rows.select_related("agency", "fonds", "plan").get()


def fonds_named(agency: Agency, name: str, years: str = "") -> Fonds:
    """The agency's fonds of that name, made where it does not exist yet."""
    fonds, _ = Fonds.objects.get_or_create(agency=agency, name=name, defaults={"years": years})
    return fonds


def saved(catalogue: Catalogue, **options: Any) -> Catalogue:
    """The catalogue, written. Raises WorkflowError where its fonds has another one of that name."""
    try:
        with transaction.atomic():
            catalogue.save(**options)
    except IntegrityError:
        raise WorkflowError(NAME_TAKEN) from None
    return catalogue
