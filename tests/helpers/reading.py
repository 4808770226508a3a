"""The test client reads pages as a browser shows them, so that no test depends on how a template wraps its lines."""

import re

from django.test import Client

from tests.helpers.recorded import recorded

KEPT = re.compile(r"(<textarea.*?</textarea>|<pre.*?</pre>)", re.S)


class SqueezingClient(Client):
    """A client whose pages are squeezed."""

    def request(self, **request):
        with recorded(request):
            response = super().request(**request)
        if not response.streaming and "html" in response.get("Content-Type", ""):
            response.content = squeezed(response.content.decode())
        return response


def squeezed(html):
    """The page with one space for any white space, and none where it shows nothing: inside the edges of elements."""
    parts = KEPT.split(html)
    return "".join(part if KEPT.fullmatch(part) else squeezed_part(part) for part in parts)


def squeezed_part(html):
    text = re.sub(r"\s+", " ", html).replace(" >", ">")
    text = re.sub(r"(<[a-z][^<>]*>) ", r"\1", text)
    return re.sub(r" (</)", r"\1", text)
