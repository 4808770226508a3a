"""What a person sends from a page: its form as it is drawn, empty fields filled in, now and then something wrong."""

from collections.abc import Mapping
from random import Random
from typing import Any
from urllib.parse import urlsplit

from lxml import html as markup

Sent = dict[str, Any]
FILLED = 0.15  # of the fields that are empty on the page, by those who fill in more than they must
UNHURRIED = 0.5  # of the sendings: in a long form hardly one would pass otherwise


class Blank(str):
    """An empty field that a person may fill in."""


HOSTILE = ("", "x", "-1", "9" * 30, "0", "1.5", "31/2/2025", "\0", "²", "Ngọc " * 80, "[]", "<b>")
DAYS = ("date", "day", "_on", "_from", "_to", "valid", "as_of", "period_", "tu", "den", "active_")
WRONG = 0.35  # of the sendings have a field that is wrong, forged or missing
UNTYPED = {"submit", "button", "image", "reset", "file"}


def form_of(page: str, address: str, page_address: str, random: Random) -> Sent:
    """Names and values of the page's form for the address, sent by one of its buttons; {} where there is none."""
    path = urlsplit(address).path
    for form in markup.fromstring(page).iter("form") if page.strip() else ():
        buttons = [one for one in form.iter("button") if leads(one, form, path, page_address)]
        if (form.get("method") or "").lower() == "post" and (buttons or leads(form, form, path, page_address)):
            pressed = random.choice(buttons) if buttons else None
            name = pressed.get("name") if pressed is not None else None
            return fields_of(form) | ({name: pressed.get("value") or ""} if pressed is not None and name else {})
    return {}


def leads(element: Any, form: Any, path: str, page_address: str) -> bool:
    """True where the button or form posts to that path."""
    target = element.get("formaction") or form.get("action") or page_address
    return (element.get("type") or "submit") in ("submit", "") and urlsplit(target).path == path


def fields_of(form: Any) -> Sent:
    """What a browser would send of the form as it is drawn; several values of a name as a list."""
    found: dict[str, list[str]] = {}
    for field in form.xpath(".//input|.//textarea|.//select"):
        name = field.get("name")
        if name and field.get("disabled") is None:
            found.setdefault(name, []).extend(values_of(field))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items() if values}


def values_of(field: Any) -> list[str]:
    if field.tag == "textarea":
        return [(field.text or "").strip() or Blank()]
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [one for one in options if one.get("selected") is not None] or options[:1]
        return [one.get("value", one.text or "") for one in chosen]
    kind = (field.get("type") or "text").lower()
    if kind in UNTYPED or (kind in ("checkbox", "radio") and field.get("checked") is None):
        return []
    if kind in ("checkbox", "radio", "hidden"):
        return [field.get("value") or ("on" if kind != "hidden" else "")]
    return [field.get("value") or Blank()]


def typed_into(sent: Sent, given: Mapping[str, Any], random: Random) -> Sent:
    """The form with the given values, and here and there something plausible where it was empty."""
    share = FILLED if random.random() < UNHURRIED else 0
    filled = {name for name, value in sent.items() if isinstance(value, Blank) and random.random() < share}
    whole = {name: plausible(name, random) if name in filled else value for name, value in sent.items()}
    return whole | {name: value(random) if callable(value) else value for name, value in given.items()}


def plausible(name: str, random: Random) -> str:
    if "document_number" in name or name == "number":
        return f"{random.randint(1, 10**6)}/QĐ"
    if any(part in name for part in DAYS):
        return f"{random.randint(1, 19):02}/06/2025"
    if any(part in name for part in ("files", "pages", "count", "dong", "number", "order", "amount")):
        return str(random.randint(0, 40))
    return f"Nội dung {random.randint(1, 10**6)}"


def made_wrong(sent: Sent, random: Random) -> Sent:
    """The same with one field wrong, forged or gone, in some of the sendings."""
    if not sent or random.random() >= WRONG:
        return sent
    name = random.choice(sorted(sent))
    rest = {each: value for each, value in sent.items() if each != name}
    return rest if random.random() < 0.3 else rest | {name: random.choice(HOSTILE)}
