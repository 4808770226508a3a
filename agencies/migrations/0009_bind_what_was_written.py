"""Events written before are sealed and bound to their agencies' chains, in the order in which they were written."""

import hmac
import json
import secrets
from datetime import UTC
from hashlib import sha256

from django.db import migrations

PURGEABLE = ("sentence", "before", "after", "reason", "document_number")
FIXED = (
    *("pk", "happened_at", "actor_id", "actor_name", "actor_agency_id", "agency_id", "content_type_id"),
    *("object_id", "action", "document_date", "own_agency", "request_id", "address", "sealed"),
)
BATCH = 2_000


def canonical(value):
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def plain(value):
    if hasattr(value, "astimezone"):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def bind(apps, schema_editor):
    Event, Link, Head = (apps.get_model("agencies", name) for name in ("Event", "EventLink", "ChainHead"))
    heads, last = {}, 0
    while batch := list(Event.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for event in batch:
            seal(event)
        Event.objects.bulk_update(batch, ["salt", "sealed"], batch_size=200)
        Link.objects.bulk_create([linked(Link, heads, event) for event in batch])
        last = batch[-1].pk
    Head.objects.bulk_create(
        [Head(chain=chain, number=number, commitment=said) for chain, (number, said) in heads.items()]
    )


def seal(event):
    event.salt = secrets.token_hex(16)
    values = [getattr(event, name) for name in PURGEABLE]
    event.sealed = hmac.new(bytes.fromhex(event.salt), canonical(values), sha256).hexdigest()


def linked(Link, heads, event):
    chain = event.agency_id or 0
    number, before = heads.get(chain, (0, "0" * 64))
    fixed = [getattr(event, name) for name in FIXED]
    said = sha256(canonical([before, number + 1, *fixed])).hexdigest()
    heads[chain] = number + 1, said
    return Link(event_id=event.pk, chain=chain, number=number + 1, commitment=said)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0008_bind_history")]

    operations = [migrations.RunPython(bind, migrations.RunPython.noop)]
