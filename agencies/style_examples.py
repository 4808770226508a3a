"""Examples for the style page: made-up rows, forms, jobs and figures in the words of the field."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.urls import reverse
from django.utils.timezone import make_aware

from .delegation.list_columns import LIST
from .differences import Difference
from .list_choice import Choice
from .models import Agency, User
from .style_forms import ExampleForm, ReasonExample

DATA = json.loads((Path(__file__).parent / "data" / "style_examples.json").read_text(encoding="utf-8"))
TOKENS = Path(settings.BASE_DIR) / "static" / "css" / "tokens.css"
MOMENT = make_aware(datetime(2025, 6, 10, 14, 30))
STATES = ("queued", "running", "done", "failed")


def of(part):
    """Context of one page: what all share, and what only this component takes."""
    own = {
        "styles": colours,
        "list_page": list_page,
        "pager": neighbours,
        "list_choice": list_choice,
        "confirm": confirmation,
        "confirm_page": confirmation,
        "masthead": office,
        "acting": office,
        "saved_views": kept_filters,
        "autosave": drafts,
        "draft_notice": drafts,
        "refused": refusal,
    }
    return shared() | (own[part]() if part in own else {})


def shared():
    """Figures, forms, jobs and events that any page may draw."""
    mistakes = {"wrong-page_count": "12,5", "wrong-issued_on": "31/02/2025"}
    return DATA | {
        "form": ExampleForm(prefix="empty"),
        "wrong": ExampleForm(mistakes, prefix="wrong"),
        "states": [(word, word) for _, word in DATA["tones"]],
        "jobs": {state: job(state) for state in STATES},
        "events": [event(f"sửa {number} hồ sơ") for number in range(2, 12)],
        "returned": event("trả lại Mục lục", **DATA["returned"]),
        "catalogue": catalogue(2),
        "catalogues": [catalogue(0), catalogue(1)],
        "notes": [Message(**note) for note in DATA["notes"]],
        "back": reverse("style_page"),
    }


def list_page():
    """Twelve catalogues: more than one page of the pager."""
    return {"rows": [catalogue(number) for number in range(12)]}


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


def list_choice():
    """A list as somebody without an account looks at it."""
    return {"choice": Choice(LIST, User())}


def neighbours():
    """Addresses of the pages beside this one, in a list that is read by key."""
    return {"previous_url": "#", "next_url": "#"}


def confirmation():
    """Context of components/confirm.html and confirm_page.html."""
    asked = {"form": ReasonExample(), "cancel_url": reverse("style_page")}
    return DATA["confirm"] | asked | {"object": catalogue(0).name}


def drafts():
    """A draft that came back, one set aside beside what a colleague wrote, and a form that was overtaken."""
    apart = [Difference("Tên Mục lục", "Giai đoạn 1997–2005", "Giai đoạn 1997–2010")]
    ways = {"url": "#", "drop_url": "#", "choose_url": "#", "here": "#", "seen": "3"}
    kept = {"draft": True, "saved_at": MOMENT, "differences": apart} | ways
    return {
        "restored": SimpleNamespace(is_restored=True, **kept),
        "set_aside": SimpleNamespace(is_set_aside=True, **kept),
        "overtaken": SimpleNamespace(was_overtaken=True, is_posted=True, **kept | {"differences": []}),
    }


def refusal():
    """Context of components/refused.html."""
    return {
        "refusal": "“Trả lại” không thực hiện được khi đang ở trạng thái “đang lập”.",
        "texts": [("Lý do", "Hộp 3 ghi trùng số với hộp 2.")],
        "typed": SimpleNamespace(drop_url="#"),
    }


def office():
    """Somebody who works on for an agency that has ended, and the tabs of a signed-in page."""
    ended, *others = (Agency(**agency) for agency in DATA["agencies"])
    ended.active_to = date(2025, 6, 30)
    acting = {"agency": ended, "others": others, "ended": True, "took_over": True, "next": "#"}
    person = User(**DATA["person"], agency=ended)
    return {"somebody": person, "acting_example": acting}


def colours():
    """Names and values of the colours, as static/css/tokens.css gives them."""
    return {"colours": re.findall(r"--([\w-]+): (#[0-9a-f]{6});", TOKENS.read_text(encoding="utf-8"))}


def job(state):
    """A job that no worker knows."""
    example = DATA["jobs"][state]
    over = state in ("done", "failed")
    return SimpleNamespace(state=state, is_over=over, get_state_display=example["word"], **example)


def event(sentence, **fields):
    return SimpleNamespace(**DATA["event"] | fields, sentence=sentence, happened_at=MOMENT)


def kept_filters():
    """Two filters that somebody saved, the first of them shown and the default."""
    first = {"key": 1, "name": "Của tôi", "url": "#", "is_current": True, "is_default": True}
    return {"views": [first, {"key": 2, "name": "Chờ quá 10 ngày", "url": "#"}]}
