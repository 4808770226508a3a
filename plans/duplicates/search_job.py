"""The job that searches a scope for duplicates and stores the groups; a later search keeps the verdicts on each."""

from collections.abc import Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef

from agencies.formats.numbers import format_int
from agencies.jobs import Beat, JobFailed
from plans.models import DuplicateGroup, DuplicateMember, DuplicateSearch, LeftOutDuplicate

from .issued import fonds_of, issued_groups
from .permissions import may_search
from .search import (
    ComparedFile,
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
    twins_of,
)
from .standing_rule import follow_rule

KIND = "duplicate_search"
DECIDED = ("verdict", "judged_by_id", "judged_at", "judged_search")
SAID = (*DECIDED, "opinion", "opinion_agency_id", "opinion_by_id", "opinion_at", "opinion_search")
UNSAID: dict[str, str] = {"verdict": "", "opinion": ""}
FOUND = ("search", "kind", "reach", "file_count", "exact_count", "extra_pages", "is_current")
GROUPS = 500  # written at a time

Progress = tuple[int, str]
Found = tuple[Kind, Sequence[ComparedFile]]
Agencies = Mapping[int, int]  # {catalogue's pk: agency's pk}


def carry_out(search: DuplicateSearch, beat: Beat) -> str:
    """Look through the scope, store its groups and return a sentence on how many; safe to run again.

    Raises JobFailed where the requester may not search the scope any more.
    """
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


def search_titles(search: DuplicateSearch, scope: Scope, agencies: Agencies, beat: Beat) -> int:
    """Store the groups of files with the same title and return how many."""
    files, count, done = scope.files(), 0, 0
    titles = repeated_titles(files)
    for keys in batches(titles):
        groups = [(kind_of(rows), rows) for rows in same_titles(files, keys)]
        done += len(keys)
        message = f"Đã so {format_int(done)} trong {format_int(len(titles))} tiêu đề lặp lại"
        count += keep(search, groups, agencies, beat, (5 + 75 * done // len(titles), message))
    return count


def search_codes(search: DuplicateSearch, scope: Scope, agencies: Agencies, beat: Beat) -> int:
    """Store the groups with the same code within one agency that the titles did not give, and return how many."""
    count = 0
    by_agency: dict[int, list[int]] = {}
    for catalogue, agency in agencies.items():
        by_agency.setdefault(agency, []).append(catalogue)
    for done, catalogues in enumerate(by_agency.values(), 1):
        found = same_codes(scope.files(catalogues))
        groups = [(Kind.CODE, rows) for rows in not_yet_together(search, found)]
        message = f"Đã so số, ký hiệu của {done} trong {len(by_agency)} cơ quan"
        count += keep(search, groups, agencies, beat, (80 + 18 * done // len(by_agency), message))
    return count


def not_yet_together(search: DuplicateSearch, found: Sequence[list[ComparedFile]]) -> Iterator[list[ComparedFile]]:
    """Groups whose files are not in a title group yet; a file is in one group of titles at most."""
    for start in range(0, len(found), GROUPS):
        some = found[start : start + GROUPS]
        members = DuplicateMember.objects.filter(
            group__search=search, file__in=[row.pk for rows in some for row in rows]
        )
        homes = dict(members.exclude(group__kind=Kind.CODE).values_list("file_id", "group_id"))
        for rows in some:
            if None in (together := {homes.get(row.pk) for row in rows}) or len(together) > 1:
                yield rows


def keep(search: DuplicateSearch, groups: Sequence[Found], agencies: Agencies, beat: Beat, progress: Progress) -> int:
    """Store the groups some hundred at a time and return how many; a worker whose job was taken over stores nothing."""
    for start in range(0, len(groups) or 1, GROUPS):
        some = groups[start : start + GROUPS]
        issued = issued_groups(
            [rows for _, rows in some], fonds_of({row.catalogue for _, rows in some for row in rows})
        )
        with transaction.atomic():
            beat(*progress)
            named = [(Kind.ISSUED if place in issued else kind, rows) for place, (kind, rows) in enumerate(some)]
            store(search, named, agencies)
    return len(groups)


def store(search: DuplicateSearch, groups: Sequence[Found], agencies: Agencies) -> None:
    """Write the groups with their members, in place of those of the same files that the scope has already."""
    made = [as_group(search, kind, rows, agencies) for kind, rows in groups]
    take_over_verdicts(made)
    if search.scope == Scope().key:
        prints = [each.fingerprint for each in made]
        before = DuplicateGroup.objects.filter(scope=search.scope, fingerprint__in=prints)
        follow_rule(search, made, set(before.values_list("fingerprint", flat=True)))
    made = DuplicateGroup.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["scope", "fingerprint"], update_fields=FOUND
    )
    DuplicateMember.objects.filter(group__in=[group.pk for group in made]).delete()
    DuplicateMember.objects.bulk_create(
        member for group, (_, rows) in zip(made, groups, strict=True) for member in as_members(group, rows, agencies)
    )


def as_group(search: DuplicateSearch, kind: Kind, rows: Sequence[ComparedFile], agencies: Agencies) -> DuplicateGroup:
    extra = sum(row.pages for row in rows) - kept_row(rows).pages
    return DuplicateGroup(
        scope=search.scope,
        fingerprint=fingerprint(rows),
        search=search,
        kind=kind,
        reach=reach_of(rows, agencies),
        file_count=len(rows),
        exact_count=sum(count for count in twins_of(rows).values() if count > 1),
        extra_pages=extra,
        is_current=True,
    )


def as_members(group: DuplicateGroup, rows: Sequence[ComparedFile], agencies: Agencies) -> list[DuplicateMember]:
    kept, twins = kept_row(rows), twins_of(rows)
    return [
        DuplicateMember(
            group=group,
            file_id=row.pk,
            agency_id=agencies[row.catalogue],
            a4_pages=row.pages,
            is_extra=row != kept,
            twins=twins[row.title_key, *row.likeness],
        )
        for row in rows
    ]


def take_over_verdicts(groups: Sequence[DuplicateGroup]) -> None:
    """Give the groups the verdicts on the same files from another search."""
    judged = DuplicateGroup.objects.exclude(**UNSAID).filter(fingerprint__in=[each.fingerprint for each in groups])
    said = {row["fingerprint"]: row for row in judged.values("fingerprint", *SAID)}
    for group in groups:
        for name, value in said.get(group.fingerprint, {}).items():
            setattr(group, name, value)


def forget_others(search: DuplicateSearch) -> None:
    """Delete the groups this search did not find again; judged ones stay out of sight with their verdicts.

    So do those for which a file was left out; where the copy that was to stay is gone they stay in sight.
    """
    bound = LeftOutDuplicate.objects.in_force().filter(group__fingerprint=OuterRef("fingerprint"))
    gone = DuplicateGroup.objects.filter(scope=search.scope, search=None)
    gone.filter(Exists(bound.owed())).update(search=search)
    gone.filter(~Exists(bound), **UNSAID).delete()
    gone.update(is_current=False)
