from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from .checks import lines
from .line import OK


def status(request: HttpRequest) -> HttpResponse:
    """Tình trạng: whether the portal is in order, and what to do where it is not."""
    found = lines()
    troubled = sum(line.state != OK for line in found)
    return render(request, "status.html", {"lines": found, "troubled": troubled, "looked_at": timezone.localtime()})
