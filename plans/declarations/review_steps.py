"""Rà soát khối lượng, the way to hand it in: the grid of lines, counts of what is secret, check your answers."""

from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.acting import agency_to_write_for
from agencies.calendar import portal_today
from agencies.drafts import load_draft, save_draft
from agencies.models import Decision
from agencies.seen import refuse, seen_version, status_of
from agencies.signatures import needs_head
from agencies.typed import Typed
from agencies.workflow import WorkflowError
from plans.models import Fonds, VolumeReview
from plans.pricing import tariff_on
from plans.shortcuts import plan_or_404, target_of
from plans.unusual.words import reason_needed

from . import review_summary
from .money_panel import money_panel
from .review_forms import (
    LineForm,
    ReviewAskForm,
    ReviewHandInForm,
    SecretCountsForm,
    line_grid,
    posted_rows,
    rows_of_review,
    written_sums,
)
from .review_signing import ask_review, waiting_review
from .reviews import COUNTS, by_size, lines_draft_key, secrecy_draft_key, submit_review, sums_of
from .unusual import of_review
from .versions import latest_of

STEPS = (
    ("Khối lượng theo phông", "review_edit"),
    ("Độ mật, phim/ảnh, ghi âm", "review_secrecy"),
    ("Xem lại và gửi", "review_check"),
)
REPEATED_REASON = "Bản trước đã gửi được giữ nguyên trong lịch sử; ghi vì sao số liệu thay đổi."
FREE_REASON = "Giải trình các điểm cần lưu ý, nếu có."


def review_edit(request):
    """Step 1: the grid of lines."""
    agency, plan = agency_to_write_for(request), plan_or_404()
    typed = Typed(request, key=lines_draft_key(agency), seen=version_now(agency, plan))
    if request.method == "POST":
        return save_lines(request, agency, plan, typed)
    rows = posted_rows(typed.data) if typed.data is not None else rows_handed_in(agency, plan)
    return draw_lines(request, agency, plan, rows, typed, judged="kiem-tra" in request.GET)


def version_now(agency, plan):
    """The number of the version in force; 0 for none."""
    latest = latest_of(VolumeReview, agency, plan)
    return latest.version if latest else 0


def save_lines(request, agency, plan, typed):
    try:
        save_draft(request.user, lines_draft_key(agency), request.POST)
    except BadRequest as error:  # a state secret, shown where it stands and kept nowhere
        messages.error(request, str(error))
        return draw_lines(request, agency, plan, posted_rows(request.POST), typed, judged=True)
    if "add_rows" in request.POST:
        return redirect(reverse("review_edit") + "#lines")
    if "save" in request.POST:
        return saved(request)
    rows = posted_rows(request.POST)
    if line_grid(rows, bound=True).is_valid():
        return redirect("review_secrecy")
    return draw_lines(request, agency, plan, rows, typed, judged=True)


def saved(request):
    messages.success(request, "Đã lưu bản nháp. Số liệu chỉ được tính khi bạn gửi.")
    return redirect("review")


def rows_handed_in(agency, plan):
    latest = latest_of(VolumeReview, agency, plan)
    return rows_of_review(latest) if latest else []


def draw_lines(request, agency, plan, rows, typed, *, judged=False):
    grid = line_grid(rows, bound=judged or typed.is_restored)
    sums, target = written_sums(rows), target_of(agency, plan)
    context = {
        "agency": agency,
        "steps": steps("review_edit"),
        "grid": grid,
        "sums": labelled(sums),
        "panel": panel(sums, agency, target),
        "fonds_names": Fonds.objects.filter(agency=agency).values_list("name", flat=True),
    }
    return render(request, "plans/review_edit.html", context | typed.context(grid, judged=judged))


def labelled(sums):
    """[{name, label, value}] of the sums of the grid's columns."""
    return [{"name": name, "label": LineForm.base_fields[name].label, "value": sums[name]} for name in sums]


def review_secrecy(request):
    """Step 2: counts of secret files, photographs, recordings. Only counts."""
    agency, plan = agency_to_write_for(request), plan_or_404()
    typed = Typed(request, key=secrecy_draft_key(agency), seen=version_now(agency, plan))
    form = SecretCountsForm(typed.data, initial=counts_handed_in(agency, plan))
    if request.method == "POST":
        save_draft(request.user, typed.key, request.POST)
        if "save" in request.POST:
            return saved(request)
        if form.is_valid():
            return redirect("review_check")
    return draw_secrecy(request, agency, form, typed)


def counts_handed_in(agency, plan):
    latest = latest_of(VolumeReview, agency, plan)
    return {name: getattr(latest, name) for name in COUNTS} if latest else {}


def draw_secrecy(request, agency, form, typed):
    context = {"agency": agency, "form": form, "steps": steps("review_secrecy")}
    context |= {
        "secret_rows": form.secret_rows(),
        "secret_titles": ("Số hồ sơ", "Số trang"),
        "media_rows": form.media_rows(),
        "media_titles": ("Số lượng", "Thời lượng (phút)"),
    }
    context |= typed.context(form, judged="kiem-tra" in request.GET)
    return render(request, "plans/review_secrecy.html", context)


def review_check(request):
    """Step 3: check your answers, then hand in."""
    agency, plan = agency_to_write_for(request), plan_or_404()
    lines, counts, unfinished = answers(request, agency)
    if unfinished:
        return redirect(unfinished)
    latest = latest_of(VolumeReview, agency, plan)
    odd = of_review(agency, plan, lines, tariff_on(portal_today()).a4_pages(by_size(sums_of(lines))))
    help_text = reason_needed("review") if odd else REPEATED_REASON if latest else FREE_REASON
    typed = Typed(request, seen=latest.version if latest else 0)
    asked = {"required": bool(latest or odd), "help_text": help_text}
    to_head = needs_head(request.user, agency, Decision.HAND_IN)
    if to_head:
        form = ReviewAskForm(typed.data, **asked)
    else:
        form = ReviewHandInForm(typed.data, typed.files, **asked)
    if request.method == "POST" and form.is_valid():
        done = (ask if to_head else submit)(request, form, agency, plan, lines, counts)
        if done:
            typed.drop()
            messages.success(request, done.sentence)
            return redirect(done.page, done.key)
    return draw_check(request, agency, plan, lines, counts, form, latest, typed, odd)


class Done(NamedTuple):
    """What the last step did, in a sentence, and the page it leads to."""

    sentence: str
    page: str
    key: int


def submit(request, form, agency, plan, lines, counts):
    """What was handed in, or None with the refusal in the form."""
    said = {"lines": lines, "counts": counts, "reason": form.cleaned_data["reason"], "letter": form.letter}
    try:
        made = submit_review(agency, plan=plan, actor=request.user, seen=seen_version(request), **said)
    except WorkflowError as error:
        refuse(form, error)
        return None
    return Done(f"Đã gửi rà soát khối lượng lần {made.version}.", "review_version", made.pk)


def ask(request, form, agency, plan, lines, counts):
    """What was put before the head, or None with the refusal in the form."""
    said = {"lines": lines, "counts": counts, **form.cleaned_data}
    try:
        asked = ask_review(agency, plan=plan, actor=request.user, seen=seen_version(request), **said)
    except WorkflowError as error:
        refuse(form, error)
        return None
    return Done("Đã trình lãnh đạo ký rà soát khối lượng.", "review_sign", asked.pk)


def answers(request, agency):
    """Cleaned lines and counts of the drafts, and the address of the step that is not finished (or "")."""
    lines_draft = load_draft(request.user, lines_draft_key(agency))
    if lines_draft is None:
        return [], {}, reverse("review_edit")
    grid = line_grid(posted_rows(lines_draft), bound=True)
    if not grid.is_valid():
        return [], {}, reverse("review_edit") + "?kiem-tra=1"
    counts_draft = load_draft(request.user, secrecy_draft_key(agency))
    if counts_draft is None:
        return [], {}, reverse("review_secrecy")
    form = SecretCountsForm(counts_draft)
    if not form.is_valid():
        return [], {}, reverse("review_secrecy") + "?kiem-tra=1"
    return grid.filled(), form.cleaned_data, ""


def draw_check(request, agency, plan, lines, counts, form, latest, typed, odd):
    sums, target = sums_of(lines), target_of(agency, plan)
    tariff = tariff_on(portal_today())
    context = contents(agency, plan, lines, counts, latest) | {
        "steps": steps("review_check"),
        "panel": panel(sums, agency, target),
        "warnings": review_summary.warnings_of(lines, sums, tariff, target),
        "seen": latest.version if latest else 0,
        "unusual": odd,
        "to_head": isinstance(form, ReviewAskForm),
        "waiting": waiting_review(agency),
        "form": form,
    }
    return render(request, "plans/review_check.html", context | typed.context(form), status=status_of(form))


def contents(agency, plan, lines, counts, latest):
    """What a review that is not handed in says, for who checks and for who signs it."""
    sums, tariff = sums_of(lines), tariff_on(portal_today())
    return {
        "agency": agency,
        "lines": [review_summary.named(line) for line in lines],
        "sums": sums,
        "unarranged": review_summary.unarranged(lines),
        "shares": review_summary.shares(lines),
        "secrecy": review_summary.secrecy_rows(counts),
        "latest": latest,
        "changes": review_summary.changes_since(latest, review_summary.summary_of(sums, tariff)),
    }


def panel(sums, agency, target):
    tariff = tariff_on(portal_today())
    return money_panel(by_size(sums), tariff, agency=agency, target=target)


def steps(current):
    names = [name for _, name in STEPS]
    here = names.index(current)
    states = ["done"] * here + ["current"] + ["todo"] * (len(names) - here - 1)
    return [
        {"title": title, "url": reverse(name) if state == "done" else "", "state": state}
        for (title, name), state in zip(STEPS, states, strict=True)
    ]
