"""The scan of a letter, for whoever may see what it came with."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from agencies.files import send_private
from agencies.requests import SignedInRequest
from plans.models import CoverLetter


def letter_scan(request: SignedInRequest, pk: int) -> HttpResponseBase:
    letter = get_object_or_404(CoverLetter.objects.visible_to(request.user), pk=pk)
    if not letter.scan:
        raise Http404("Công văn này không có bản quét kèm theo.")
    return send_private(letter.scan, letter.scan_name)
