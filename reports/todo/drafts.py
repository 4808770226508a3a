"""Forms a person began and did not hand in: where to go on."""

from django.urls import reverse
from django.utils import timezone

from agencies.formats.dates import format_datetime
from agencies.models import FormDraft

from .pills import task

# First word of a draft's key -> (what it is, where to go on).
PLACES = {
    "review": ("Rà soát khối lượng", "review"),
    "detailed": ("Kế hoạch số hóa chi tiết", "detailed_plan"),
    "progress": ("Báo cáo tiến độ", "progress"),
    "catalogue": ("Mục lục", "catalogue_list"),
    "estimate": ("Dự toán", "estimate_list"),
    "target": ("Chỉ tiêu", "target_list"),
}


def drafts(user):
    """One task for each kind of form with a draft, the latest first."""
    latest = {}
    for draft in FormDraft.objects.filter(user=user).order_by("-saved_at"):
        latest.setdefault(draft.key.replace("_", "-").split("-")[0], draft)
    return [continuing(draft, *PLACES[word]) for word, draft in latest.items() if word in PLACES]


def continuing(draft, name, route):
    kept = format_datetime(timezone.localtime(draft.saved_at))
    return task(f"Làm tiếp bản nháp: {name}", reverse(route), tone="run", word="bản nháp", note=f"Tự lưu lúc {kept}.")
