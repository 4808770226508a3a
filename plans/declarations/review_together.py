"""Rà soát chung: who goes on with the work of several agencies declares the volumes of all of them in one form."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from agencies.acting import written_for
from agencies.calendar import portal_today
from agencies.drafts import find_drafts, save_draft
from agencies.formats.numbers import format_int, format_signed
from agencies.models import Agency, Decision, User
from agencies.requests import SignedInRequest, as_querydict
from agencies.seen import refuse
from agencies.signatures import needs_head
from agencies.typed import Typed, version_of
from agencies.workflow import WorkflowError
from plans.excess.services import hold_lines
from plans.letters.forms import NUMBER
from plans.models import Fonds, Plan, VolumeReview
from plans.pricing import tariff_on
from plans.shortcuts import plan_or_404, target_of
from plans.unusual.words import reason_needed

from . import review_summary
from .joint import Unready, naming, status_of_all, version_seen
from .pasting import PasteForm, take, unjudged
from .review_forms import LineForm, SecretCountsForm, as_posted, posted_rows
from .review_joint_forms import FIGURES, AgencyReview, JointForm
from .review_pasting import CHOICES, HOW, filled
from .review_signing import ask_review
from .review_steps import REPEATED_REASON
from .reviews import COUNTS, by_size, lines_draft_key, secrecy_draft_key, submit_review, sums_of
from .unusual import of_review
from .versions import latest_of

KEY, CHECKED, MORE = "review-together", "checked", "more"
NOTHING = "Chưa có số liệu mới ở cơ quan nào: ghi ít nhất một dòng rồi gửi."
LETTER_UNUSED = "Công văn đi kèm cơ quan gửi thẳng, và lần này chưa có: bỏ trống, hoặc ghi số liệu của cơ quan đó."
NOTE_UNUSED = (
    "Lời nhắn đi kèm cơ quan trình lãnh đạo ký, và lần này chưa có: bỏ trống, hoặc ghi số liệu của cơ quan đó."
)
UNREAD = "Danh sách không có mục vừa dán: {}. Chọn lại các ô này."


def review_together(request: SignedInRequest) -> HttpResponse:
    """Lines for each agency; what is new is shown once more beside what was handed in, then all of it is sent."""
    plan, agencies = plan_or_404(), written_for(request.user)
    if len(agencies) < 2:
        return redirect("review_edit")
    known = {one.pk: latest_of(VolumeReview, one, plan) for one in agencies}
    names = {one.code: (one.code, one.name, one.short_name) for one in agencies}
    was_filled = take(request, partial(filled, agencies=names))
    typed = Typed(request, key=KEY, seen=version_of([one.version if one else 0 for one in known.values()]))
    reviews = reviews_of(request, agencies, known, typed.data)
    form = JointForm(typed.data, typed.files)
    is_sent = request.method == "POST" and not was_filled and MORE not in request.POST
    to_send = [one for one in reviews if one.says_something] if is_sent else []
    is_right = is_sent and judged(to_send, form, plan)
    if is_right and request.POST.get(CHECKED) == mark_of(to_send) and sent(request, to_send, form, plan):
        typed.drop()
        return redirect("review")
    if was_filled:
        say_unread(request, reviews)
    return draw(request, reviews, to_send, form, plan, typed, is_sent=is_sent)


def reviews_of(
    request: SignedInRequest, agencies: list[Agency], known: dict[int, VolumeReview | None], data: QueryDict | None
) -> list[AgencyReview]:
    """What each agency says; its only fonds stands in the first line, and what its own form keeps as a draft."""
    keys = [key for one in agencies for key in (lines_draft_key(one), secrecy_draft_key(one))]
    drafts = {key: as_querydict(draft.fields) for key, draft in find_drafts(request.user, keys).items()}
    fonds: dict[int, list[str]] = {}
    for agency_id, name in Fonds.objects.filter(agency__in=agencies).values_list("agency_id", "name"):
        fonds.setdefault(agency_id, []).append(name)
    found = []
    for one in agencies:
        lines, counts = drafts.get(lines_draft_key(one)), drafts.get(secrecy_draft_key(one))
        own = fonds.get(one.pk, [])
        review = AgencyReview(
            one,
            known[one.pk],
            data,
            fonds_name=own[0] if len(own) == 1 else "",
            kept_rows=posted_rows(lines) if lines else None,
            kept_counts=counts.dict() if counts else None,
            to_head=needs_head(request.user, one, Decision.HAND_IN),
            more=request.method == "POST" and request.POST.get(MORE) == one.code,
        )
        found.append(review)
    return found


def say_unread(request: SignedInRequest, reviews: list[AgencyReview]) -> None:
    """Name the pasted words that are in no list."""
    values = {name: {*choices.values(), ""} for name, choices in CHOICES.items()}
    words = [row[name] for one in reviews for row in one.rows for name in CHOICES if row[name] not in values[name]]
    if words:
        messages.warning(request, UNREAD.format(", ".join(f"“{word}”" for word in words)))


def judged(to_send: list[AgencyReview], form: JointForm, plan: Plan) -> bool:
    """True where what is new may be sent; what is wrong stands in the forms."""
    if not to_send:
        form.add_error(None, NOTHING)
    for one in to_send:
        if one.is_valid():
            ask_reason(one, plan)
    if form.is_valid() and to_send:
        refuse_unused(to_send, form)
    return bool(to_send) and form.is_valid() and all(one.is_valid() and one.why.is_valid() for one in to_send)


def refuse_unused(to_send: list[AgencyReview], form: JointForm) -> None:
    """Say at their fields where a letter or a note goes with none of the reviews that are sent."""
    if form.letter and all(one.to_head for one in to_send):
        form.add_error(NUMBER, LETTER_UNUSED)
    if form.cleaned_data.get("note") and not any(one.to_head for one in to_send):
        form.add_error("note", NOTE_UNUSED)


def ask_reason(one: AgencyReview, plan: Plan) -> None:
    """Ask why the figures are out of the ordinary, or differ from those handed in before."""
    pages = tariff_on(portal_today()).a4_pages(by_size(sums_of(one.lines)))
    one.warnings = of_review(one.agency, plan, one.lines, pages)
    if not (one.warnings or one.current):
        return
    if one.why.is_valid() and not one.why.cleaned_data["reason"]:
        one.why.add_error("reason", reason_needed("review") if one.warnings else REPEATED_REASON)
    one.why.fields["reason"].required = True  # its label says so


def mark_of(to_send: Sequence[AgencyReview]) -> str:
    """A mark of the figures that are shown once more before they are sent; "" while some cannot be read."""
    if not all(one.is_valid() for one in to_send):
        return ""
    return version_of([(one.prefix, one.lines, one.counts.cleaned_data, one.to_head) for one in to_send])


def sent(request: SignedInRequest, to_send: list[AgencyReview], form: JointForm, plan: Plan) -> bool:
    """True where everything was written; otherwise the refusal stands above the form, and nothing was."""
    try:
        with transaction.atomic():
            hold_lines(one.agency for one in to_send)
            for one in to_send:
                ask_reason(one, plan)  # those written before it count beside it
                if not one.why.is_valid():
                    raise Unready
                send_one(request, one, form, plan)
    except Unready:
        return False
    except WorkflowError as error:
        refuse(form, error)
        return False
    for verb, to_head in (("Đã gửi", False), ("Đã trình lãnh đạo ký", True)):
        if count := sum(one.to_head == to_head for one in to_send):
            messages.success(request, f"{verb} rà soát khối lượng của {format_int(count)} cơ quan.")
    return True


def send_one(request: SignedInRequest, one: AgencyReview, form: JointForm, plan: Plan) -> None:
    """Hand the agency's review in, or put it before the head. Raises WorkflowError that names the agency."""
    said: dict[str, Any] = {"lines": one.lines, "counts": one.counts.cleaned_data, "plan": plan, "actor": request.user}
    said |= {"reason": one.why.cleaned_data["reason"], "seen": version_seen(request.POST, one.agency)}
    with naming(one.agency):
        if one.to_head:
            ask_review(one.agency, **said, note=form.cleaned_data["note"])
            keep_draft(request.user, one)
        else:
            submit_review(one.agency, **said, letter=form.letter)


def keep_draft(user: User, one: AgencyReview) -> None:
    """What was put before the head is the draft of the agency's own form, if it comes back."""
    counts = {name: str(value) for name, value in one.counts.cleaned_data.items()}
    for key, fields in (
        (lines_draft_key(one.agency), as_posted(one.rows, len(one.rows))),
        (secrecy_draft_key(one.agency), counts),
    ):
        save_draft(user, key, as_querydict({name: [value] for name, value in fields.items()}), seen=str(one.version))


def draw(
    request: SignedInRequest,
    reviews: list[AgencyReview],
    to_send: list[AgencyReview],
    form: JointForm,
    plan: Plan,
    typed: Typed,
    *,
    is_sent: bool,
) -> HttpResponse:
    compared = [each for one in reviews for each in one.compared]
    checked = mark_of(to_send) if to_send else ""
    rows = [checked_row(one, plan) for one in to_send] if checked else []
    ways = {one.to_head for one in reviews}
    context: dict[str, Any] = {
        "reviews": reviews,
        "lines": reviews,
        "judged": [each for one in to_send for each in one.parts],
        "sums": [
            (name, LineForm.base_fields[name].label, sum(one.sums()[name] for one in reviews)) for name in FIGURES
        ],
        "count_labels": [SecretCountsForm.base_fields[name].label for name in COUNTS],
        "form": form,
        "some_to_head": True in ways,
        "all_to_head": False not in ways,
        "mixed": len(ways) > 1,
        "paste": PasteForm(HOW),
        "checked": checked,
        "button": button_of(to_send) if rows else "Xem lại trước khi gửi",
        "rows": rows,
        "row_sums": {name: sum(row[name] for row in rows) for name in ("files", "sheets", "a4_pages", "amount_dong")},
        "has_notes": any(row["notes"] for row in rows),
        "has_wrong_counts": any(not one.counts.is_valid() for one in to_send),
    }
    context |= typed.context(form, *compared)
    unjudged(*(each for one in reviews if one not in to_send for each in one.parts))
    if request.method == "POST" and not is_sent:
        unjudged(form)
    return render(request, "plans/review_together.html", context, status=status_of_all(form))


def button_of(to_send: Sequence[AgencyReview]) -> str:
    """What the second press does: those whose head signs go to the head, the others are handed in."""
    ways = {one.to_head for one in to_send}
    return "Trình ký và gửi rà soát" if len(ways) > 1 else "Trình lãnh đạo ký" if True in ways else "Gửi rà soát"


def checked_row(one: AgencyReview, plan: Plan) -> dict[str, Any]:
    """The agency's figures, as they are shown once more before they are sent."""
    sums, tariff = sums_of(one.lines), tariff_on(portal_today())
    after = review_summary.summary_of(sums, tariff)
    target = target_of(one.agency, plan)
    return after | {
        "agency": one.agency,
        "to_head": one.to_head,
        "more_pages": format_signed(after["a4_pages"] - one.current.a4_page_count) if one.current else "",
        "planned_pages": target.page_count if target else None,
        "notes": review_summary.warnings_of(one.lines, sums, tariff, target),
    }
