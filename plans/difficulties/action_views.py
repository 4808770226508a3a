"""What is done with a difficulty: answering, asking further, handing over, joining, sharing an answer."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.actions import ActionForm, take_action
from agencies.formats.dates import format_date
from agencies.formats.numbers import format_int
from agencies.requests import SignedInRequest, posted_keys
from agencies.seen import refuse, seen_mark, seen_version, status_of
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.models import Difficulty, DifficultyReply

from . import services
from .forms import AnswerForm, HandOverForm, JoinForm, QuestionForm, ShareForm
from .permissions import answers
from .sorting import kind_name
from .views import find

JOIN = "join_difficulty"
ANSWERS_ALL = "Câu trả lời gửi cho {} cơ quan đã gộp; mỗi cơ quan đọc câu trả lời mà không biết còn ai hỏi."
WEIGHTS = {
    "close_difficulty": "Khép lại rồi thì không hỏi thêm ở đây nữa; vướng mắc mới thì nêu mới.",
    "separate_difficulty": "Vướng mắc này chờ trả lời riêng, không theo câu trả lời chung.",
}
CHOOSE_TWO = "Đánh dấu ít nhất hai vướng mắc đang chờ trả lời."


def difficulty_action(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    difficulty = find(request, pk)
    action = difficulty.workflow.action(name)
    if action is None:
        raise Http404
    if name == JOIN:
        return join_one(request, difficulty)
    forms: dict[str, Callable[..., ActionForm]] = {
        "answer": partial(AnswerForm, difficulty=difficulty),
        "question": QuestionForm,
        "hand_over": partial(HandOverForm, difficulty=difficulty),
    }
    return take_action(
        request,
        difficulty,
        name,
        back=detail_url(pk),
        form_class=forms.get(action.form, ActionForm),
        facts=facts(difficulty),
        weight=weight_of(difficulty, name),
        from_tone=difficulty.tone,
        to_tone=Difficulty.TONES[Difficulty.State(action.leads_to(difficulty.state))],
    )


def weight_of(difficulty: Difficulty, name: str) -> str | None:
    """What the action leads to, where the button does not say it."""
    waiting = difficulty.joined.filter(state=Difficulty.State.JOINED).count()
    if name == "answer_difficulty" and waiting:
        return ANSWERS_ALL.format(format_int(waiting))
    return WEIGHTS.get(name)


def facts(difficulty: Difficulty) -> list[dict[str, str]]:
    """[{label, value}] of what is answered."""
    last = difficulty.replies.filter(kind=DifficultyReply.Kind.QUESTION).last()
    said = [
        ("Loại", kind_name(difficulty.kind)),
        ("Nơi trả lời", difficulty.get_answerer_display()),
        ("Hạn trả lời", format_date(difficulty.due_on)),
        ("Khó khăn, vướng mắc", difficulty.text),
        ("Kiến nghị, đề xuất", difficulty.proposal),
        ("Hỏi thêm", last.text if last else ""),
    ]
    return [{"label": label, "value": value} for label, value in said if value]


def join_one(request: SignedInRequest, difficulty: Difficulty) -> HttpResponse:
    """Sở Nội vụ lets one wait with another that waits."""
    refusal = difficulty.workflow.refusal(difficulty, JOIN, request.user)
    if refusal:
        messages.error(request, refusal)
        return redirect("difficulty_detail", difficulty.pk)
    rows = candidates(request, difficulty)
    typed = Typed(request, seen=difficulty.version)
    form = JoinForm(rows, typed.data)
    if request.method == "POST" and form.is_valid():
        lead = form.cleaned_data["lead"]
        try:
            versions = {difficulty.pk: seen_version(request)}
            services.join_many(lead, [difficulty], actor=request.user, versions=versions)
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, "Đã gộp: trả lời một lần cho cả hai.")
            return redirect("difficulty_detail", lead.pk)
    context = {"form": form, "difficulty": difficulty, "version": difficulty.version, "back": detail_url(difficulty.pk)}
    return render(request, "plans/difficulty_join.html", context | typed.context(form), status=status_of(form))


def candidates(request: SignedInRequest, difficulty: Difficulty) -> list[Difficulty]:
    """Others that wait, those of its kind first."""
    rows = Difficulty.objects.visible_to(request.user).waiting().exclude(pk=difficulty.pk).select_related("agency")
    return sorted(rows, key=lambda row: (row.kind_id != difficulty.kind_id, row.pk))


def difficulty_join_many(request: SignedInRequest) -> HttpResponse:
    """Those ticked in the list are answered together: the oldest leads."""
    versions = ticked(request)
    rows = Difficulty.objects.visible_to(request.user).filter(pk__in=versions).select_related("agency")
    chosen = list(rows.order_by("submitted_at", "pk"))
    if len(chosen) < 2:
        messages.error(request, CHOOSE_TWO)
        return redirect("difficulty_list")
    try:
        count = services.join_many(chosen[0], chosen[1:], actor=request.user, versions=versions)
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect("difficulty_list")
    messages.success(request, f"Đã gộp {format_int(count + 1)} vướng mắc: trả lời một lần cho tất cả.")
    return redirect("difficulty_detail", chosen[0].pk)


def ticked(request: SignedInRequest) -> dict[int, int]:
    """{key: version that the page showed} of the lines ticked; what a page of ours never writes is left out."""
    pairs = [posted_keys(each.split("-", 1)) for each in request.POST.getlist("chon")]
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def difficulty_share(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let everybody find an answer, or nobody any more; `pk` is the answer's."""
    seen = Difficulty.objects.visible_to(request.user)
    rows = DifficultyReply.objects.filter(difficulty__in=seen).select_related("difficulty__agency")
    reply = get_object_or_404(rows, pk=pk)
    allowed, why = answers(request.user, reply.difficulty)
    if not allowed:
        messages.error(request, why)
        return redirect("difficulty_detail", reply.difficulty_id)
    typed = Typed(request, seen=reply.general)
    form = ShareForm(typed.data, initial={"general": reply.general})
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"general": form.cleaned_data["general"]}
        try:
            services.share(reply, actor=request.user, seen=seen_mark(request), **given)
        except WorkflowError as error:
            refuse(form, error)
        else:
            typed.drop()
            messages.success(request, "Đã lưu câu hỏi nêu chung.")
            return redirect("difficulty_detail", reply.difficulty_id)
    context = {"form": form, "reply": reply, "seen": reply.general, "back": detail_url(reply.difficulty_id)}
    return render(request, "plans/difficulty_share.html", context | typed.context(form), status=status_of(form))


def detail_url(pk: int) -> str:
    return reverse("difficulty_detail", args=[pk])
