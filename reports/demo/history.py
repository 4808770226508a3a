"""Events of the demo, written at once, each at its own past moment."""

from django.contrib.contenttypes.models import ContentType

from agencies.models import Event


class History:
    def __init__(self):
        self.events = []

    def tell(self, obj, *, actor, action, sentence, at, before=None, after=None, reason="", document=None):
        """One sentence about an object that is saved already; `document` is (number, date)."""
        number, day = document or ("", None)
        agency = obj.agency
        self.events.append(
            Event(
                happened_at=at, actor=actor, actor_name=str(actor), actor_agency=actor.agency, agency=agency,
                content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk, action=action,
                sentence=sentence[:500], before=before or {}, after=after or {}, reason=reason,
                document_number=number, document_date=day,
                own_agency=actor.agency_id == agency.pk and not actor.acts_for(agency),
            )
        )  # fmt: skip

    def move(self, obj, name, *, actor, at, source, reason="", document=None):
        """An action of the object's workflow, as `agencies.workflow.perform` tells it."""
        action, names = obj.workflow.action(name), dict(obj.State.choices)
        self.tell(
            obj, actor=actor, action=name, sentence=f"{action.past} {obj}", at=at, reason=reason, document=document,
            before={"state": source, "state_name": names[source]},
            after={"state": action.target, "state_name": names[action.target]},
        )  # fmt: skip

    def write(self):
        self.events.sort(key=lambda event: event.happened_at)
        Event.objects.bulk_create(self.events, batch_size=2_000)
