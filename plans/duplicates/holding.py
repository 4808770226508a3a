"""Holding groups until a transaction ends: catalogues first, then the groups, each in one order (whoever works from a
catalogue never waits for groups: `appraisal.lost_copies.hold_same`)."""

from collections.abc import Collection

from plans.models import ArchivalFile, Catalogue, DuplicateGroup, DuplicateMember


def hold_catalogues(pks: Collection[int]) -> None:
    """Hold every catalogue in which files of these groups lie: no file of it comes or goes."""
    files = DuplicateMember.objects.filter(group__in=pks).order_by().values("file")
    homes = ArchivalFile.objects.filter(pk__in=files).order_by().values("catalogue")
    list(Catalogue.objects.filter(pk__in=homes).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def hold_groups(fingerprints: Collection[str]) -> dict[int, DuplicateGroup]:
    """{key: group, fresh} of the groups of these files, wherever a search found them, held."""
    rows = DuplicateGroup.objects.filter(fingerprint__in=fingerprints).order_by("pk")
    return {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True)}
