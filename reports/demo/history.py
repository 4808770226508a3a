"""Events of the demo, written at once, each at its own past moment."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from agencies.history import DocumentReference, Values, decides_for_own
from agencies.models import Agency, Event, User
from budgets.models import Allocation, Contract, Contractor, Estimate, Settlement, Simulation
from plans.models import (
    ArchiveExport,
    ArchiveReceipt,
    Catalogue,
    DetailedPlan,
    Difficulty,
    Extension,
    MediaUpload,
    ProgressReport,
    ScanManifest,
    SignOff,
    VolumeReview,
)
from reports.models import UrgingLetter

Moved = Catalogue | Estimate | Difficulty | Extension  # through a workflow
Paid = Allocation | Contract | Contractor | Settlement | Simulation
Archived = ArchiveExport | ArchiveReceipt | MediaUpload
Recorded = (
    Moved | Paid | Archived | VolumeReview | DetailedPlan | ProgressReport | SignOff | ScanManifest | UrgingLetter
)


class History:
    def __init__(self) -> None:
        self.events: list[Event] = []

    def record(
        self,
        obj: Recorded,
        *,
        actor: User,
        action: str,
        sentence: str,
        at: datetime,
        before: Values | None = None,
        after: Values | None = None,
        reason: str = "",
        document: DocumentReference | None = None,
        agency: Agency | None = None,
    ) -> None:
        """One sentence about an object that is saved already; `document` is (number, date)."""
        number, day = document or ("", None)
        agency = agency or getattr(obj, "agency", None)
        self.events.append(
            Event(
                happened_at=at,
                actor=actor,
                actor_name=str(actor),
                actor_agency=actor.agency,
                agency=agency,
                content_type=ContentType.objects.get_for_model(obj),
                object_id=obj.pk,
                action=action,
                sentence=sentence[:500],
                before=before or {},
                after=after or {},
                reason=reason,
                document_number=number,
                document_date=day,
                own_agency=decides_for_own(actor, agency, action),
            )
        )

    def move(
        self,
        obj: Moved,
        name: str,
        *,
        actor: User,
        at: datetime,
        source: str,
        reason: str = "",
        document: DocumentReference | None = None,
    ) -> None:
        """An action of the object's workflow, as `agencies.workflow.perform` records it."""
        action, names = obj.workflow.action(name), dict(obj.State.choices)
        self.record(
            obj,
            actor=actor,
            action=name,
            sentence=f"{action.past} {obj}",
            at=at,
            reason=reason,
            document=document,
            before={"state": source, "state_name": names[source]},
            after={"state": action.target, "state_name": names[action.target]},
        )

    def write(self) -> None:
        self.events.sort(key=lambda event: event.happened_at)
        Event.objects.bulk_create(self.events, batch_size=2_000)
