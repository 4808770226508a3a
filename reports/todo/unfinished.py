"""Unfinished forms of a person, with links to continue."""

import re

from django.urls import reverse
from django.utils import timezone

from agencies.acting import address
from agencies.formats.dates import format_datetime
from agencies.models import Agency, FormDraft, User

from .pills import Task, task

# First word of a draft's key -> (what it is, where to go on).
PLACES = {
    "review": ("Rà soát khối lượng", "review"),
    "detailed": ("Kế hoạch số hóa chi tiết", "detailed_plan"),
    "progress": ("Báo cáo tiến độ", "progress"),
    "catalogue": ("Mục lục", "catalogue_list"),
    "estimate": ("Dự toán", "estimate_list"),
    "target": ("Chỉ tiêu", "target_list"),
}


def unfinished_forms(user: User) -> list[Task]:
    """One task for each kind of form with a draft, and for each agency the person works for, the latest first."""
    held = {one.code: one for one in user.answers_for}
    latest: dict[tuple[str, Agency | None], FormDraft] = {}
    for draft in FormDraft.objects.filter(user=user).order_by("-saved_at"):
        kind, code = kind_and_code(draft.key)
        latest.setdefault((kind, held.get(code)), draft)
    known = [(kind, agency, draft) for (kind, agency), draft in latest.items() if kind in PLACES]
    return [continuing(draft, user, agency, *PLACES[kind]) for kind, agency, draft in known]


def kind_and_code(key: str) -> tuple[str, str]:
    """ "review-lines/20335" -> ("review", "20335"): the first word, and the agency's code where the key has one."""
    form, _, rest = key.partition("/")
    return re.split("[-_]", form)[0], rest.split("/")[0]


def continuing(draft: FormDraft, user: User, agency: Agency | None, name: str, route: str) -> Task:
    """The task of going on with the draft, where it is."""
    kept = format_datetime(timezone.localtime(draft.saved_at))
    whose = f" · {agency.short_name or agency}" if agency and agency.pk != user.agency_id else ""
    url = address(user, agency, route) if agency else reverse(route)
    return task(f"Làm tiếp bản nháp: {name}{whose}", url, tone="run", word="bản nháp", note=f"Tự lưu lúc {kept}.")
