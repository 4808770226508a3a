"""Drafts of a Văn bản thẩm định, printed before it has a number so that it can be signed."""

from contextlib import ExitStack
from tempfile import SpooledTemporaryFile

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from agencies.requests import posted_keys
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.appraisal.together import MOST, chosen_for, rehearsed
from plans.appraisal.together_forms import TogetherDraftForm, typed_key

from ..catalogue_documents import draft_letter, write_draft
from ..documents.pdf import PdfUnavailable
from .catalogues import IN_MEMORY, handed_over, served

NOT_READY = "Chưa lập được dự thảo: {}"


def appraisal_draft(request, pk, scope, extension):
    """`?tu-cach=deputy` is the capacity in which it will be signed."""
    capacity = request.GET.get("tu-cach") or "head"
    return served(request, pk, f"draft-{scope}-{capacity}", extension)


def joint_draft(request, extension):
    """The letter that would decide on the chosen catalogues as the form has it, its number and day open."""
    if extension not in ("docx", "pdf"):
        raise Http404
    named = posted_keys(request.GET.getlist("muc-luc"))[:MOST]
    form = TogetherDraftForm(request.POST, catalogues=chosen_for(request.user, named), actor=request.user)
    typed = Typed(request, key=typed_key(named))
    typed.save(request.POST, "")
    try:
        file = rehearsed_letter(form, request.user, extension)
    except (PdfUnavailable, WorkflowError) as error:
        messages.error(request, NOT_READY.format(error))
        return redirect(f"{reverse('admin:plans_catalogue_together')}?{request.GET.urlencode()}")
    return handed_over(file, f"du-thao-tham-dinh-chung.{extension}")


def rehearsed_letter(form, user, extension):
    """The open file of the letter; the response closes it. Raises WorkflowError, PdfUnavailable."""
    if not form.is_valid():
        raise WorkflowError(" ".join(sentence for errors in form.errors.values() for sentence in errors))
    with rehearsed(form.choices(), actor=user, **form.details()) as document:
        letter = draft_letter(document, extension)
    # Drawn afterwards: while a decision is rehearsed nobody else can write to SQLite.
    with ExitStack() as stack:
        file = stack.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        write_draft(letter, extension, file)
        stack.pop_all()
    return file
