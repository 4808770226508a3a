from django.contrib import messages
from django.shortcuts import redirect, render

from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.appraisal.conversation import answer, with_conversation
from plans.appraisal.forms import AnswersForm

from .lookup import find

QUESTIONS_PAGE = 50


def catalogue_answers(request, pk):
    """The open questions of Sở Nội vụ, each with room for an answer; the first ones where there are many."""
    catalogue = find(request, pk)
    if not request.user.acts_for(catalogue.agency):
        messages.error(request, f"Chỉ cán bộ hoặc thủ trưởng của {catalogue.agency} trả lời được.")
        return redirect("catalogue_detail", pk)
    asked = catalogue.files.asked().by_position()
    files = with_conversation(asked[:QUESTIONS_PAGE], request.user)
    if not files:
        messages.info(request, "Không còn câu hỏi nào của Sở Nội vụ chờ trả lời.")
        return redirect("catalogue_detail", pk)
    typed = Typed(request)
    form = AnswersForm(files, typed.data)
    if request.method == "POST" and form.is_valid():
        try:
            count = answer(catalogue, form.answers(), actor=request.user)
        except WorkflowError as error:
            form.add_error(None, str(error))
        else:
            typed.drop()
            messages.success(request, f"Đã gửi {count} câu trả lời cho Sở Nội vụ.")
            return redirect("catalogue_detail", pk)
    return render(request, "plans/answers.html", {"catalogue": catalogue, "form": form} | typed.context(form))
