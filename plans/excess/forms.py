"""The field that asks why a catalogue or an estimate lies above the agency's target or review."""

from collections.abc import MutableMapping

from django import forms

from agencies.open_text import OpenText
from plans.models import ExcessReason

from .measure import Excess
from .words import sentences

ASKED = "Ghi lý do vượt chỉ tiêu, rà soát."


def excess_reason_field() -> OpenText:
    return OpenText(
        label="Lý do vượt chỉ tiêu, rà soát",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": ASKED},
    )


def ask_for_excess(fields: MutableMapping[str, forms.Field], excess: Excess, known: ExcessReason | None = None) -> None:
    """Keep the field where something lies above, with what does and the reason known so far; drop it otherwise."""
    if not excess:
        del fields["excess_reason"]
        return
    fields["excess_reason"].help_text = " ".join(sentences(excess))
    fields["excess_reason"].initial = known.reason if known else ""
