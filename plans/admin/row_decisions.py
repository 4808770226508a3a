"""Sở Nội vụ decides on rows of a catalogue: the page's rows and sums, and the action on the chosen ones."""

from django.contrib import messages
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from agencies.drafts import SEEN
from agencies.formats.numbers import format_int
from agencies.once import sent_once
from agencies.paging import query_with
from agencies.requests import posted_int, posted_keys
from agencies.seen import refuse, seen_mark, status_of
from agencies.typed import OVERTAKEN, Typed, version_of
from agencies.workflow import Overtaken, WorkflowError
from plans.appraisal import desk, filters, findings
from plans.appraisal.catalogue_sample import draw_sample, sample_summary, sizes_of
from plans.appraisal.chosen import mark_of
from plans.appraisal.conversation import note_internally
from plans.appraisal.decisions import decide
from plans.appraisal.filters import Filters
from plans.appraisal.forms import ALL, DecisionForm
from plans.appraisal.returns import name_files, name_no_more, not_done, to_mend, with_named
from plans.appraisal.verdicts import VERDICTS
from plans.catalogues.appraised_before import with_changes_since
from plans.catalogues.proposals import decline, take_back, take_over
from plans.catalogues.version_changes import version_changes, with_version_changes
from plans.models import ArchivalFile, FileNote, ProposedValue, SampleDraw
from plans.permissions import appraises_catalogue

ROWS_PAGE = 50
LAST_PAGE = filters.MANY // ROWS_PAGE
VERBS = {name: verdict.verb for name, verdict in VERDICTS.items()} | {
    "note": "Ghi chú nội bộ",
    "name": "Nêu khi trả lại",
    "name_no_more": "Thôi nêu khi trả lại",
}
PROPOSALS = {
    "take": (take_over, "Đã sửa theo đề nghị của cơ quan: {}."),
    "decline": (decline, "Không sửa theo đề nghị: {}."),
    "undo": (take_back, "Đã hoàn tác việc sửa theo đề nghị: {}."),
}
TONES = {"": "idle", "accepted": "ok", "asked": "run", "answered": "warn", "left_out": "bad"}
DANGEROUS = {"leave_out"}
OTHER_VERSION = (
    "Chưa rút mẫu: Mục lục đã được rút lại hoặc trình lại từ lúc trang này mở. Xem bản hiện nay rồi rút mẫu."
)
OTHER_FILES = (
    "Chưa làm gì: các hồ sơ theo bộ lọc vừa thay đổi, nay có {} hồ sơ. Xem lại rồi bấm lần nữa nếu vẫn đồng ý."
)


class RowDecisionsMixin:
    """Views of CatalogueAdmin about rows; it gives `find`, `page_context` and `admin_site`."""

    def rows_context(self, request, catalogue):
        """What the page shows of the rows within the filters of the address."""
        wanted = Filters.of(request.GET, catalogue)
        rows = filters.rows_for(catalogue, wanted)
        files, pager = page_of(request, catalogue, rows, wanted)
        named = to_mend(catalogue) if catalogue.is_awaited else []
        typed = Typed(request, key=typed_key(catalogue), seen=what_waits(catalogue))
        ticked, at_once = ticks_in(typed.data)
        for file in files:
            file.tone = TONES[file.decision]
            file.is_ticked, file.is_at_once = file.pk in ticked, file.pk in at_once
        may = catalogue.is_awaited and appraises_catalogue(request.user, catalogue)[0]
        return self.sample_context(catalogue, wanted) | {
            "filters": wanted,
            "query": wanted.as_query(),
            "files": self.with_what_is_said(request, catalogue, files),
            "to_mend": with_changed_files(catalogue, named),
            "unmended": bool(not_done(named)),
            "pager": pager,
            "version": version_changes(catalogue),
            "row_count": filters.count_text(filters.count_of(catalogue, wanted, rows)),
            "decisions": filters.DECISIONS,
            "orders": filters.ORDERS,
            "all_findings": findings.FINDINGS,
            "box": findings.box(catalogue),
            "state": desk.counts_by_decision(catalogue),
            "looked_at": catalogue.files.looked_at().count(),
            "may_decide": may,
            "desk": catalogue if may else None,
            **self.typed_context(typed),
            "notes": notes_of(catalogue, request.user),
            "decide_url": reverse("admin:plans_catalogue_decide", args=[catalogue.pk]),
        }

    def with_what_is_said(self, request, catalogue, files):
        """The files with conversation, findings, what changed in them, and what the next return says of them."""
        files = with_changes_since(desk.with_notes(files, request.user))
        return with_named(catalogue, with_version_changes(catalogue, files))

    def typed_context(self, typed):
        """The form below the rows, with what the person had typed into it or into the page that asks for more.

        Ticks alone are a draft too: a page that is loaded again still shows them.
        """
        form = row_form(typed.data)
        context = {"form": form} | typed.context(form)
        if typed.draft is None and typed.data and any(ticks_in(typed.data)):
            typed.save(typed.data, typed.seen)
        return context

    def sample_context(self, catalogue, wanted):
        """The samples that were drawn, those that may be drawn, and what the one that is shown says."""
        drawn = {draw.size: draw for draw in SampleDraw.objects.current(catalogue).select_related("drawn_by")}
        return {
            "draws": [(size, len(draw.file_keys)) for size, draw in sorted(drawn.items())],
            "sizes": [(size, files) for size, files in sizes_of(catalogue).items() if size not in drawn],
            "sample": sample_summary(drawn[wanted.sample]) if wanted.sample else None,
            "draw_url": reverse("admin:plans_catalogue_draw", args=[catalogue.pk]),
            "waits_mark": what_waits(catalogue),
        }

    def decide_view(self, request, object_id):
        """Decide on the chosen rows; a note that is sent twice is written once, and never lost."""
        if request.method != "POST" or request.POST.get("asked") != "note":
            return self.decided_view(request, object_id)
        catalogue = self.find(request, object_id)
        Typed(request, key=typed_key(catalogue)).save(request.POST, request.POST.get(SEEN, ""))
        return sent_once(self.decided_view, draws=False)(request, object_id)

    def decided_view(self, request, object_id):
        """Where something is missing, or all rows are meant, a page asks first."""
        catalogue, name = self.find(request, object_id), request.POST.get("verdict", "")
        typed = Typed(request, key=typed_key(catalogue), seen=what_waits(catalogue))
        if not typed.is_posted:  # the login had expired
            return redirect("admin:plans_catalogue_change", catalogue.pk)
        wanted = Filters.of(request.POST, catalogue)
        back = f"{reverse('admin:plans_catalogue_change', args=[catalogue.pk])}{query_with(wanted.as_query())}#ho-so"
        chosen, everything = chosen_of(request, catalogue, wanted)
        count = chosen.order_by().count()
        if name not in VERBS or not (count or name == "note"):
            typed.save(request.POST, request.POST.get(SEEN, ""))
            messages.error(request, "Chọn ít nhất một hồ sơ rồi chọn việc cần làm.")
            return redirect(back)
        form, asked = DecisionForm(name, request.POST), request.POST.get("asked") == name
        mark = mark_of(chosen) if everything else ""
        confirmed = request.POST.get("chosen") == mark if everything else asked or name != "note"
        typed.refuse_overtaken(form)
        if everything and asked and not confirmed:
            refuse(form, Overtaken(OTHER_FILES.format(format_int(count))))
        if form.is_valid() and confirmed:
            try:
                data = form.cleaned_data | {"also_asked": not everything or means_questions(name, wanted)}
                data["looked_at"] = marked_one_by_one(request, everything)
                show_outcome(request, typed, *carried_out(catalogue, name, chosen, request.user, data))
                return redirect(back)
            except WorkflowError as error:
                refuse(form, error)
        elif not (asked or typed.was_overtaken):
            form = DecisionForm(name, initial={} if name == "note" else request.POST.dict())
        context = {
            "form": form,
            "count": count,
            "mark": mark,
            "everything": everything,
            "query": wanted.as_query(),
            "back": back,
            "chosen": [] if everything else chosen.by_position()[:ROWS_PAGE],
            "at_once": request.POST.getlist("at_once"),
        }
        return self.question_page(request, catalogue, name, context | typed.context(form))

    def question_page(self, request, catalogue, name, context):
        """The page that asks for what is missing, or whether all these rows are meant."""
        context |= {"name": name, "verb": VERBS[name], "danger": name in DANGEROUS}
        context |= self.page_context(request, catalogue) | {"title": f"{VERBS[name]}: {catalogue}"}
        status = status_of(context["form"])
        return TemplateResponse(request, "admin/plans/catalogue/decide.html", context, status=status)

    def draw_view(self, request, object_id):
        """Draw a random sample and show its files; the same size drawn before is shown again.

        Not from what was handed in anew since the page was drawn: nobody has seen that version yet.
        """
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        catalogue, size = self.find(request, object_id), posted_int(request.POST.get("size", "")) or 0
        wanted = {"loc": "1"}
        try:
            if seen_mark(request) != what_waits(catalogue):
                raise Overtaken(OTHER_VERSION)
            wanted["mau"] = draw_sample(catalogue, size, actor=request.user).size
        except WorkflowError as error:
            messages.error(request, str(error))
        page = reverse("admin:plans_catalogue_change", args=[catalogue.pk])
        return redirect(f"{page}{query_with(wanted)}#ho-so")

    def proposal_view(self, request, object_id, proposal, name):
        """Take over what an answer proposes, decline it, or undo what was taken over: one press each."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if name not in PROPOSALS:
            raise Http404
        catalogue = self.find(request, object_id)
        asked = get_object_or_404(ProposedValue.objects.select_related("note"), pk=proposal, note__catalogue=catalogue)
        typed = Typed(request, key=typed_key(catalogue), seen=what_waits(catalogue))
        if typed.is_posted:
            typed.save(request.POST, request.POST.get(SEEN, ""))
            self.decide_on_proposal(request, typed, asked, name)
        wanted = Filters.of(request.POST, catalogue)
        page = reverse("admin:plans_catalogue_change", args=[catalogue.pk])
        return redirect(f"{page}{query_with(wanted.as_query())}#ho-so")

    def decide_on_proposal(self, request, typed, asked, name):
        """Do what was pressed, or show what keeps it from being done."""
        decide_on, sentence = PROPOSALS[name]
        try:
            if typed.was_overtaken:
                raise Overtaken(OVERTAKEN)
            messages.success(request, sentence.format(decide_on(asked, actor=request.user)))
        except WorkflowError as error:
            messages.error(request, str(error))

    def deciding_urls(self):
        views = {"xem-xet": ("decide", self.decide_view), "rut-mau": ("draw", self.draw_view)}
        proposal = self.admin_site.admin_view(self.proposal_view)
        return [
            path("<int:object_id>/de-nghi-sua/<int:proposal>/<slug:name>/", proposal, name="plans_catalogue_proposal"),
            *(
                path(f"<int:object_id>/{way}/", self.admin_site.admin_view(view), name=f"plans_catalogue_{name}")
                for way, (name, view) in views.items()
            ),
        ]


def what_waits(catalogue):
    """A mark of what Sở Nội vụ was handed in, to decide on; another one once that was withdrawn or handed in again."""
    return version_of(catalogue.is_awaited, catalogue.revision, catalogue.submitted_at)


def typed_key(catalogue):
    """Where what the person types about rows of the catalogue is kept."""
    return f"xem-xet/{catalogue.pk}"


def row_form(data=None):
    """What is below the rows; internal notes have a page of their own, so that no text goes the wrong way."""
    form = DecisionForm("leave_out", data)
    form.fields["reason"].required = False
    for field in form.fields.values():
        field.one_of_several = True  # needed by some of the buttons
    form.fields["text"].label = "Câu hỏi, cần sửa gì, hoặc nói rõ lý do (cơ quan đọc được)"
    return form


def page_of(request, catalogue, rows, wanted):
    """A page of rows and the pager's addresses: by place from a row on, by risk page by page up to a limit."""
    query = wanted.as_query()
    if wanted.order == "position":
        after = posted_int(request.GET.get("sau", ""))
        if after:
            rows = rows.filter(position__gt=after)
        found = filters.page_of(catalogue, rows[: ROWS_PAGE + 1])
        first = f"{query_with(query)}#ho-so" if after else ""
        last = found[ROWS_PAGE - 1].position if len(found) > ROWS_PAGE else None
        following = f"{query_with(query, sau=last)}#ho-so" if last is not None else ""
        return found[:ROWS_PAGE], {"previous_url": first, "next_url": following, "text": ""}
    number = min(max(posted_int(request.GET.get("trang", "")) or 1, 1), LAST_PAGE)
    found = filters.page_of(catalogue, rows[(number - 1) * ROWS_PAGE : number * ROWS_PAGE + 1])
    before = f"{query_with(query, trang=number - 1)}#ho-so" if number > 1 else ""
    more = len(found) > ROWS_PAGE and number < LAST_PAGE
    after = f"{query_with(query, trang=number + 1)}#ho-so" if more else ""
    return found[:ROWS_PAGE], {"previous_url": before, "next_url": after, "text": f"Trang {number}"}


def chosen_of(request, catalogue, wanted):
    """(the chosen files, True where it is all that the filter leaves)."""
    if request.POST.get("scope") == ALL:
        return filters.rows_for(catalogue, wanted), True
    return catalogue.files.filter(pk__in=posted_keys(request.POST.getlist("file"))[:ROWS_PAGE]), False


def marked_one_by_one(request, everything):
    """Keys of the rows that the person ticked each by itself; the page says which were ticked many at once."""
    if everything:
        return []
    at_once = set(posted_keys(request.POST.getlist("at_once")))
    return [pk for pk in posted_keys(request.POST.getlist("file")) if pk not in at_once]


def ticks_in(data):
    """({keys of rows that are ticked}, {those of them that were ticked many at once}) of a form that was typed."""
    if not data:
        return set(), set()
    return set(posted_keys(data.getlist("file"))), set(posted_keys(data.getlist("at_once")))


def with_changed_files(catalogue, rows):
    """The rows that a return named, the files of those that are with their changes."""
    with_version_changes(catalogue, [row.file for row in rows if row.file])
    return rows


def means_questions(name, wanted):
    """A filter's rows are accepted or left out without those under question, unless it looks for just these."""
    return name not in ("accept", "leave_out") or wanted.decision == ArchivalFile.Decision.ASKED


def show_outcome(request, typed, has_worked, said):
    """Say what was done; where it was done to none, what was typed stays for another try."""
    if has_worked:
        messages.success(request, said)
        typed.drop()
    else:
        messages.warning(request, said)
        typed.save(request.POST, request.POST.get(SEEN, ""))


def carried_out(catalogue, name, chosen, user, data):
    """Decide on the chosen files, or note at each of them: (whether it was done to any, the sentence on it)."""
    if name == "note":
        files = list(chosen[:ROWS_PAGE]) or [None]
        for file in files:
            note_internally(catalogue, actor=user, text=data["text"], file=file)
        return True, "Đã ghi chú nội bộ; cơ quan không đọc được."
    if name == "name":
        named = name_files(catalogue, chosen, actor=user, text=data["text"])
        return named > 0, f"Sẽ nêu {format_int(named)} hồ sơ khi trả lại."
    if name == "name_no_more":
        unnamed = name_no_more(catalogue, chosen, actor=user)
        return unnamed > 0, f"Thôi nêu {format_int(unnamed)} hồ sơ khi trả lại."
    outcome = decide(catalogue, name, chosen, actor=user, **data)
    said = str(outcome)
    return bool(outcome.done or outcome.confirmed), f"{said[0].upper()}{said[1:]}."


def notes_of(catalogue, user):
    """Notes about the catalogue as a whole, latest first."""
    seen = FileNote.objects.visible_to(user).filter(catalogue=catalogue, file=None)
    return seen.with_people().order_by("-written_at", "-pk")[:20]
