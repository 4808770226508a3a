"""Searching for duplicates as a job, and what people say of each group. A later search keeps what they said."""

from django.db import transaction
from django.db.models import Max

from agencies.calendar import portal_now
from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.jobs import JobFailed, enqueue
from agencies.models import Duty, Job
from agencies.workflow import NotAllowed, Overtaken
from plans.models import DuplicateGroup, DuplicateMember, DuplicateSearch, Plan

from .search import (
    Kind,
    Scope,
    batches,
    fingerprint,
    kept_row,
    kind_of,
    reach_of,
    repeated_titles,
    same_codes,
    same_titles,
)

KIND = "duplicate_search"
SAID = ("verdict", "judged_by_id", "judged_at", "judged_search")
FOUND = ("search", "kind", "reach", "file_count", "extra_pages", "is_current")
GROUPS = 500  # written at a time


def may_search(user, scope):
    """Clerks in their own agency's files; Sở Nội vụ in what was handed in."""
    if user.administers or user.duty == Duty.APPRAISES_CATALOGUES:
        return scope.agency is None and (scope.catalogue is None or scope.catalogue.submitted_at is not None)
    agency = scope.catalogue.agency if scope.catalogue else scope.agency
    return agency is not None and user.acts_for(agency)


@transaction.atomic
def request_search(scope, *, actor):
    """A search of the scope, put in the queue; one that waits or runs already serves everybody. Raises NotAllowed."""
    if not may_search(actor, scope):
        raise NotAllowed("Tài khoản này không tìm hồ sơ trùng trong phạm vi này được.")
    Plan.objects.select_for_update().get(pk=Plan.current().pk)  # two requests at once make one search
    waiting = DuplicateSearch.objects.filter(scope=scope.key, state__in=(Job.State.QUEUED, Job.State.RUNNING)).first()
    if waiting:
        return waiting
    search = DuplicateSearch.objects.create(
        kind=KIND,
        requester=actor,
        scope=scope.key,
        agency=scope.agency,
        catalogue=scope.catalogue,
        created_at=portal_now(),
    )
    enqueue(search)
    return search


def latest_search(scope):
    return DuplicateSearch.objects.filter(scope=scope.key).order_by("-pk").first()


def carry_out(search, beat):
    """Look through the scope and store its groups; safe to run again. Returns what to tell the user."""
    scope = Scope(agency=search.agency, catalogue=search.catalogue)
    if not (search.requester.is_active and may_search(search.requester, scope)):
        raise JobFailed("Người yêu cầu không còn quyền tìm hồ sơ trùng trong phạm vi này.")
    beat(1, "Đang tìm các tiêu đề lặp lại")
    DuplicateGroup.objects.filter(scope=scope.key).update(search=None)
    agencies = dict(scope.catalogues().values_list("pk", "agency_id"))
    count = search_titles(search, scope, agencies, beat) + search_codes(search, scope, agencies, beat)
    with transaction.atomic():
        beat(99, "Đang lưu kết quả")
        forget_others(search)
        DuplicateSearch.objects.filter(pk=search.pk).update(group_count=count)
    return f"Tìm thấy {format_int(count)} nhóm hồ sơ trùng." if count else "Không tìm thấy hồ sơ nào trùng."


def search_titles(search, scope, agencies, beat):
    files, count, done = scope.files(), 0, 0
    titles = repeated_titles(files)
    for keys in batches(titles):
        groups = [(kind_of(rows), rows) for rows in same_titles(files, keys)]
        done += len(keys)
        told = f"Đã so {format_int(done)} trong {format_int(len(titles))} tiêu đề lặp lại"
        say = (5 + 75 * done // len(titles), told)
        count += keep(search, groups, agencies, beat, say)
    return count


def search_codes(search, scope, agencies, beat):
    """The same code within one agency, unless the titles have already said so."""
    count, by_agency = 0, {}
    for catalogue, agency in agencies.items():
        by_agency.setdefault(agency, []).append(catalogue)
    for done, catalogues in enumerate(by_agency.values(), 1):
        found = same_codes(scope.files(catalogues))
        groups = [(Kind.CODE, rows) for rows in not_yet_together(search, found)]
        say = (80 + 18 * done // len(by_agency), f"Đã so số, ký hiệu của {done} trong {len(by_agency)} cơ quan")
        count += keep(search, groups, agencies, beat, say)
    return count


def not_yet_together(search, found):
    """The groups whose files the titles have not laid together already; a file lies in one group of titles at most."""
    for start in range(0, len(found), GROUPS):
        some = found[start : start + GROUPS]
        members = DuplicateMember.objects.filter(
            group__search=search, file__in=[row.pk for rows in some for row in rows]
        )
        homes = dict(members.exclude(group__kind=Kind.CODE).values_list("file_id", "group_id"))
        for rows in some:
            if None in (together := {homes.get(row.pk) for row in rows}) or len(together) > 1:
                yield rows


def keep(search, groups, agencies, beat, say):
    """Store the groups some hundred at a time; a worker whose job was taken over stores nothing."""
    for start in range(0, len(groups) or 1, GROUPS):
        with transaction.atomic():
            beat(*say)
            store(search, groups[start : start + GROUPS], agencies)
    return len(groups)


def store(search, groups, agencies):
    made = [as_group(search, kind, rows, agencies) for kind, rows in groups]
    take_over_verdicts(made)
    made = DuplicateGroup.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["scope", "fingerprint"], update_fields=FOUND
    )
    DuplicateMember.objects.filter(group__in=[group.pk for group in made]).delete()
    DuplicateMember.objects.bulk_create(
        member for group, (_, rows) in zip(made, groups, strict=True) for member in as_members(group, rows, agencies)
    )


def as_group(search, kind, rows, agencies):
    extra = sum(row.pages for row in rows) - kept_row(rows).pages
    return DuplicateGroup(
        scope=search.scope,
        fingerprint=fingerprint(rows),
        search=search,
        kind=kind,
        reach=reach_of(rows, agencies),
        file_count=len(rows),
        extra_pages=extra,
        is_current=True,
    )


def as_members(group, rows, agencies):
    kept = kept_row(rows)
    return [
        DuplicateMember(
            group=group, file_id=row.pk, agency_id=agencies[row.catalogue], a4_pages=row.pages, is_extra=row != kept
        )
        for row in rows
    ]


def take_over_verdicts(groups):
    """What was said of the same files when another search found them."""
    judged = DuplicateGroup.objects.exclude(verdict="").filter(fingerprint__in=[each.fingerprint for each in groups])
    said = {row["fingerprint"]: row for row in judged.values("fingerprint", *SAID)}
    for group in groups:
        for name, value in said.get(group.fingerprint, {}).items():
            setattr(group, name, value)


def forget_others(search):
    """Groups this search did not find again: judged ones stay out of sight with what was said of them."""
    gone = DuplicateGroup.objects.filter(scope=search.scope, search=None)
    gone.filter(verdict="").delete()
    gone.update(is_current=False)


def latest_of(fingerprint):
    """The last search that found these files, wherever it looked."""
    return DuplicateGroup.objects.filter(fingerprint=fingerprint).aggregate(last=Max("search"))["last"]


@transaction.atomic
def give_verdict(group, *, actor, scope, verdict, seen=None):
    """Say of the group, wherever it was found, that it is dealt with, or no duplicate; "" takes it back.

    `seen`: the verdict the person saw. Raises NotAllowed, Overtaken.
    """
    if not may_search(actor, scope):
        raise NotAllowed("Tài khoản này không kết luận về nhóm này được.")
    verdict = DuplicateGroup.Verdict(verdict)
    before = group.verdict if seen is None else seen
    who, when = (actor, portal_now()) if verdict else (None, None)
    said = {"verdict": verdict, "judged_by": who, "judged_at": when}
    if not DuplicateGroup.objects.filter(pk=group.pk, verdict=before).update(**said):
        raise Overtaken("Người khác vừa kết luận về nhóm này; xem lại rồi kết luận.")
    seen_in = latest_of(group.fingerprint) if verdict else None
    DuplicateGroup.objects.filter(fingerprint=group.fingerprint).update(**said, judged_search=seen_in)
    agency = scope.catalogue.agency if scope.catalogue else scope.agency
    sentence = f"kết luận “{verdict.label}” về nhóm {group.file_count} hồ sơ trùng"
    record(
        group,
        actor=actor,
        agency=agency,
        action="judge_duplicates",
        sentence=sentence,
        before={"verdict": before},
        after={"verdict": verdict.value},
    )
    group.refresh_from_db()
    return group
