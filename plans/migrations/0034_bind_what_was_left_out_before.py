from hashlib import blake2b

from django.db import migrations
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils import timezone

PAGES = ("page_count", "page_count_a3", "page_count_a2", "page_count_a1", "page_count_a0")
THICKNESS = sum((F(f"file__{name}") * 2**size for size, name in enumerate(PAGES[1:], start=1)), F("file__page_count"))
UNAPPRAISED = ExpressionWrapper(Q(file__appraisal=None), BooleanField())
UNDECIDED = {"verdict": "", "judged_by": None, "judged_at": None, "judged_search": None}
NONE_LEFT = "không còn hồ sơ nào của nhóm thuộc diện số hóa"


def bind(apps, schema_editor):
    """Files left out as duplicates before such were bound: to the best one that stands in a group of theirs.

    Where none stands the group is to be decided again; of a file of no known group nothing is known.
    """
    files, bound = apps.get_model("plans", "ArchivalFile").objects, apps.get_model("plans", "LeftOutDuplicate")
    left_out = files.filter(decision="left_out", left_out_reason="duplicate")
    unbound = left_out.exclude(pk__in=bound.objects.values("file"))
    groups = groups_of(apps, unbound)
    copies = standing_copies(apps, unbound)
    pairs, opened = {}, set()
    known = unbound.filter(pk__in=members_of(apps, unbound).values("file"))
    for file, home, fonds in known.values_list("pk", "catalogue", "catalogue__fonds"):
        found = [(group, kept_in(copies, group, verdict, fonds)) for group, verdict in groups[file]]
        one = next(((home, group, there[0]) for group, there in found if there), None)
        if one:
            pairs[file] = one
        else:
            opened.add(found[0][0])
    write(files, bound, pairs)
    reopen(apps.get_model("plans", "DuplicateGroup").objects, opened)


def members_of(apps, unbound):
    members = apps.get_model("plans", "DuplicateMember").objects.order_by()
    return members.filter(file__in=unbound.values("pk")).exclude(group__verdict="different")


def groups_of(apps, unbound):
    """{file: [(group, its verdict)]}, those that the latest searches found first."""
    found = {}
    rows = members_of(apps, unbound).order_by("-group__is_current", "-group")
    for file, group, verdict in rows.values_list("file", "group", "group__verdict"):
        found.setdefault(file, []).append((group, verdict))
    return found


def standing_copies(apps, unbound):
    """{group: [(file, its fonds)]} of the files that would be scanned: appraised ones first, then the thickest."""
    found = {}
    members = apps.get_model("plans", "DuplicateMember").objects.order_by(
        UNAPPRAISED, THICKNESS.desc(), "file"
    )
    there = apps.get_model("plans", "ArchivalFile").objects.exclude(decision="left_out")
    rows = members.filter(group__in=members_of(apps, unbound).values("group"), file__in=there.values("pk"))
    for group, file, fonds in rows.values_list("group", "file", "file__catalogue__fonds"):
        found.setdefault(group, []).append((file, fonds))
    return found


def kept_in(copies, group, verdict, fonds):
    """Files of the group that stay; of the same fonds where each fonds keeps its own copy."""
    return [file for file, home in copies.get(group, ()) if verdict != "each" or home == fonds]


def write(files, bound, pairs):
    """Bind each file to the kept one ({file: (its catalogue, group, kept)})."""
    kept = files.select_related("catalogue").in_bulk(list({key for _, _, key in pairs.values()}))
    rows = [row_of(bound, file, home, group, kept[key]) for file, (home, group, key) in pairs.items()]
    bound.objects.bulk_create(rows, batch_size=500)


def row_of(bound, file, home, group, kept):
    said = (kept.title_key, kept.start_date, kept.end_date, kept.reference_code, *(getattr(kept, n) for n in PAGES))
    return bound(
        file_id=file,
        catalogue_id=home,
        kept=kept,
        kept_catalogue=kept.catalogue,
        kept_agency_id=kept.catalogue.agency_id,
        kept_name=f"hồ sơ số {kept.file_number} trong Mục lục “{kept.catalogue.name}”",
        likeness=blake2b(repr(said).encode(), digest_size=16).hexdigest(),
        group_id=group,
        bound_at=timezone.now(),
    )


def reopen(groups, keys):
    """Open the groups, wherever the same files were found."""
    prints = list(groups.filter(pk__in=keys).values_list("fingerprint", flat=True))
    same = groups.filter(fingerprint__in=prints).exclude(verdict="different")
    same.update(**UNDECIDED, is_current=True, reopened_at=timezone.now(), why_reopened=NONE_LEFT)


class Migration(migrations.Migration):
    """Also what was left out before 0029 cannot lose the copy that stays for it."""

    dependencies = [("plans", "0033_keep_unconfirmed_factors")]

    operations = [migrations.RunPython(bind, migrations.RunPython.noop)]
