"""Buttons of a page: the forms it posts, with what they hold as they are drawn."""

from dataclasses import dataclass, field

from django.db import transaction
from lxml import html

REFUSALS = (
    "Chỉ cán bộ hoặc thủ trưởng",
    "đã kết thúc hoạt động",
    "tiếp nhận việc của",
    "Việc này của",
    "không được tự quyết định",
    "không thực hiện được khi",
    "nên không sửa được nữa",
)
NO_WORK = ("/dang-xuat/", "/danh-sach/")  # how one leaves, and how one looks at a list
TYPED = ("text", "number", "date", "search")


@dataclass
class Button:
    """What pressing a button sends."""

    address: str
    name: str
    data: dict = field(default_factory=dict)


def buttons_of(page, address):
    """Every button in the page's main part that posts a form."""
    tree = html.fromstring(page)
    main = tree.find(".//main")
    for form in tree.forms if main is None else main.iter("form"):
        if (form.get("method") or "").lower() == "post" and not (form.get("action") or "").startswith(NO_WORK):
            yield from of_form(tree, form, address)


def of_form(tree, form, address):
    data = {name: value for name, value in form.form_values() if name}
    inside = form.xpath(".//button[not(@type) or @type='submit']")
    outside = tree.xpath("//button[@form=$id]", id=form.get("id")) if form.get("id") else []
    for button in [*inside, *outside]:
        name, value = button.get("name"), button.get("value") or ""
        pressed = data | ({name: value} if name else {})
        yield Button(button.get("formaction") or form.get("action") or address, f"{name or ''}={value}", pressed)


def refusal_of(client, button):
    """Why pressing the button is refused by a guard; "" where it works or asks for more. Nothing stays changed."""
    with transaction.atomic():
        answer = client.post(button.address, button.data, follow=True)
        transaction.set_rollback(True)
    if answer.status_code >= 400:
        return f"{answer.status_code}"
    said = [str(message) for message in answer.context["messages"]] if answer.context else []
    if "html" in answer.get("Content-Type", "") and not answer.streaming:
        errors = html.fromstring(answer.content.decode()).xpath("//*[contains(@class, 'error')]")
        said += [element.text_content() for element in errors]
    return next((text for text in said for words in REFUSALS if words in text), "")
