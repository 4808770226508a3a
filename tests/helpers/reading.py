"""The test client reads pages as a browser shows them, so that no test depends on how a template wraps its lines."""

import re
from urllib.parse import urlsplit

from django.test import Client
from lxml import html as markup

from tests.helpers.recorded import recorded

KEPT = re.compile(r"(<textarea.*?</textarea>|<pre.*?</pre>)", re.S)
# Hidden fields that say what the page had shown (agencies/seen.py, typed.py), and which form it was (once.py).
GUARDS = re.compile(r"(version|seen|_seen|seen_by|chosen|upload|undo|_once)(-\d+)?|form-\d+-seen")

PAGES = (  # (address that takes a form, the page that draws it), where these are two
    (r"/quan-tri/plans/catalogue/(\d+)/(?:xem-xet|de-nghi-sua)/.*", r"/quan-tri/plans/catalogue/\1/change/"),
    (r"/muc-luc/tai-len/(\d+)/\w[\w-]*/", r"/muc-luc/tai-len/\1/"),
    (r"/trung-lap/(\d+)/[\w-]+/", r"/trung-lap/\1/"),
    (r"/trung-lap/tim/", "/trung-lap/"),
    (r"/can-xac-nhan/xac-nhan-nhieu/", "/can-xac-nhan/"),
    (r"/thay-doi-tai-khoan/tra-loi/", "/thay-doi-tai-khoan/"),
    (r"/quan-tri/plans/catalogue/(\d+)/rut-mau/", r"/quan-tri/plans/catalogue/\1/change/"),
)


class SqueezingClient(Client):
    """A client whose pages are squeezed, and that sends forms as a browser does."""

    def request(self, **request):
        with recorded(request):
            response = super().request(**request)
        if not response.streaming and "html" in response.get("Content-Type", ""):
            response.content = squeezed(response.content.decode())
        return response

    def submit(self, path, data=None, *, page=None, **options):
        """Open the page that draws the form, and post it with these values in it."""
        page = page or page_of(path)
        shown = self.get(page)
        if shown.streaming:
            list(shown)  # a file: read to its end, it is closed
        is_page = not shown.streaming and "html" in shown.get("Content-Type", "")
        guards = guards_of(shown.content.decode(), path, page) if is_page else {}
        return self.post(path, guards | dict(data or {}), **options)


def page_of(path):
    """The address of the page that draws the form for this one."""
    for form, page in PAGES:
        if re.fullmatch(form, path):
            return re.sub(form, page, path)
    return path


def guards_of(page, path, address):
    """{name: value} of the hidden fields of the page's form for this address that say what was seen."""
    for form in markup.fromstring(page).iter("form") if page.strip() else ():
        targets = {form.get("action") or address, *form.xpath(".//button/@formaction")}
        if (form.get("method") or "").lower() == "post" and urlsplit(path).path in {urlsplit(t).path for t in targets}:
            hidden = {field.get("name"): field.get("value") or "" for field in form.xpath(".//input[@type='hidden']")}
            return {name: value for name, value in hidden.items() if GUARDS.fullmatch(name)}
    return {}


def squeezed(html):
    """The page with one space for any white space, and none where it shows nothing: inside the edges of elements."""
    parts = KEPT.split(html)
    return "".join(part if KEPT.fullmatch(part) else squeezed_part(part) for part in parts)


def squeezed_part(html):
    text = re.sub(r"\s+", " ", html).replace(" >", ">")
    text = re.sub(r"(<[a-z][^<>]*>) ", r"\1", text)
    return re.sub(r" (</)", r"\1", text)
