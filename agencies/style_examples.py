"""What the style page shows: made-up rows, forms, jobs and figures in the words of the field."""

import json
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from django.urls import reverse
from django.utils.timezone import make_aware

from .style_forms import ExampleForm, ReasonForm

DATA = json.loads((Path(__file__).parent / "data" / "style_examples.json").read_text(encoding="utf-8"))
MOMENT = make_aware(datetime(2025, 6, 10, 14, 30))


def list_page():
    """Twelve catalogues: more than one page of the pager."""
    states = [(word, word) for _, word in DATA["tones"]]
    return {"rows": [catalogue(number) for number in range(12)], "states": states}


def catalogue(number):
    tone, word = DATA["tones"][number % len(DATA["tones"])]
    return SimpleNamespace(
        name=f"Mục lục hồ sơ phông Sở Công Thương, quyển {number + 1}",
        tone=tone,
        get_state_display=word,
        state_since=MOMENT,
        file_count=1_240 + 37 * number,
        page_count=96_300 + 411 * number,
    )


def form_page():
    """An empty form, and the same form sent with mistakes."""
    mistakes = {"wrong-page_count": "12,5", "wrong-issued_on": "31/02/2025"}
    return {"form": ExampleForm(prefix="empty"), "wrong": ExampleForm(mistakes, prefix="wrong")}


def confirm_page():
    """Context of components/confirm.html."""
    return DATA["confirm"] | {"form": ReasonForm(), "cancel_url": reverse("style_page")}


def states_page():
    """Pills, and jobs in every state."""
    return DATA | {"over": [job(state) for state in ("queued", "done", "failed")], "running": job("running")}


def job(state):
    """A job that no worker knows."""
    example = DATA["jobs"][state]
    over = state in ("done", "failed")
    return SimpleNamespace(state=state, is_over=over, get_state_display=example["word"], **example)


def figures_page():
    """Tiles, funnel, curve, heat map and the cost beside a form."""
    return DATA


def history_page():
    """Tasks, steps, a definition list, and more events than are shown at once."""
    return DATA | {"events": [event(f"sửa {number} hồ sơ") for number in range(2, 12)]}


def event(sentence):
    return SimpleNamespace(**DATA["event"], sentence=sentence, happened_at=MOMENT)
