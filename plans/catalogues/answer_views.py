from django.contrib import messages
from django.shortcuts import redirect, render

from agencies.calendar import portal_today
from agencies.formats.text import capitalized
from agencies.permissions import changes, refusal
from agencies.requests import posted_keys
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.appraisal.conversation import answer, with_conversation
from plans.appraisal.forms import AnswersForm
from plans.appraisal.proposals import warnings_of
from plans.pricing import SizeFactors

from .lookup import find

QUESTIONS_PAGE = 50


def catalogue_answers(request, pk):
    """The open questions of Sở Nội vụ, each with room for an answer; the first ones where there are many."""
    catalogue = find(request, pk)
    if not request.user.acts_for(catalogue.agency):
        messages.error(request, refusal(request.user, catalogue.agency, "trả lời được"))
        return redirect("catalogue_detail", pk)
    typed = Typed(request)
    files = with_conversation(asked_or_typed(catalogue, typed.data), request.user)
    if not files:
        messages.info(request, "Không còn câu hỏi nào của Sở Nội vụ chờ trả lời.")
        return redirect("catalogue_detail", pk)
    form = AnswersForm(files, typed.data)
    if request.method == "POST" and form.is_valid():
        try:
            count = answer(catalogue, form.answers(), actor=request.user, proposals=form.proposals)
        except WorkflowError as error:
            form.add_error(None, str(error))
        else:
            typed.drop()
            messages.success(request, f"Đã gửi {count} câu trả lời cho Sở Nội vụ.")
            warn(request, form)
            return redirect("catalogue_detail", pk)
    context = {"catalogue": catalogue, "form": form, "may_edit": changes(request.user, catalogue)[0]}
    return render(request, "plans/answers.html", context | typed.context(form))


def warn(request, form):
    """Say of each value just proposed what is unlikely about it, as the page of files does."""
    factors = SizeFactors().numbers_on(portal_today()) if form.proposals else {}
    for file in form.asked:
        if proposal := form.proposals.get(file.pk):
            for warning in warnings_of(file, proposal, factors):
                messages.warning(request, f"{capitalized(form.named(file))}: {warning}")


def asked_or_typed(catalogue, data):
    """Files with an open question, the first ones, and those that somebody else answered while an answer was typed."""
    asked = list(catalogue.files.asked().by_position()[:QUESTIONS_PAGE])
    known = {file.pk for file in asked}
    typed = [name.removeprefix(AnswersForm.PREFIX) for name, text in (data or {}).items() if text.strip()]
    keys = [key for key in posted_keys(typed) if key not in known]
    return [*asked, *catalogue.files.filter(pk__in=keys[:QUESTIONS_PAGE]).by_position()]
