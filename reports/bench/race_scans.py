"""Races about manifests of scans, samples of them, and the marks of files."""

import csv
import io
from random import Random

from agencies.models import Agency, User
from plans.evidence.services import choose_rule, draw, take_in
from plans.inspection.facts import HEADERS, Colour, ScanFacts, as_row
from plans.models import EvidenceSample, ScanLine, ScanManifest
from plans.scanning.services import mark

from .race_scene import Scene, at, scene
from .race_world import DAY, World

RULE = "{hop}/{so_ho_so}.pdf"


def table(random: Random) -> bytes:
    """A manifest of one scan."""
    path = f"1/{random.randint(1, 99)}.pdf"
    one = ScanFacts(path=path, size_bytes=9, modified_ns=1, page_count=1, dpi=200, colour=Colour.COLOUR)
    file = io.StringIO(newline="")
    csv.writer(file).writerows([HEADERS.values(), as_row(one)])
    return file.getvalue().encode("utf-8-sig")


def sent(world: World, random: Random, agency: Agency) -> ScanManifest:
    data = table(random)
    return take_in(
        agency, plan=world.plan, actor=clerk(world, agency), data=data, file_name="manifest.csv", scanned_on=DAY
    )


def clerk(world: World, agency: Agency) -> User:
    return world.clerks(agency)[0]


def counting(world: World, random: Random, agency: Agency) -> ScanManifest:
    """One that is evidence of three files."""
    made = sent(world, random, agency)
    ScanManifest.objects.filter(pk=made.pk).update(pattern=RULE, read_on=DAY, state="done")
    ScanLine.objects.bulk_create([ScanLine(manifest=made, path=f"1/{n}.pdf", evidenced_pages=1) for n in range(3)])
    return ScanManifest.objects.get(pk=made.pk)


def sampled(world: World, random: Random, agency: Agency) -> EvidenceSample:
    return draw(counting(world, random, agency), 2, actor=clerk(world, agency))


@scene("manifest_new")
def manifest_sent(world: World, random: Random) -> Scene:
    given = {"table": lambda random: ("manifest.csv", table(random)), "scanned_on": "20/06/2025"}
    return Scene(world.clerks(world.agency(random)), at("manifest_new"), given=given, one_winner=False, once=True)


@scene("manifest_rule")
def rule_chosen(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    made = sent(world, random, agency)
    page = at("manifest_detail", made.pk)
    return Scene(world.clerks(agency), at("manifest_rule", made.pk), page, {"pattern": RULE})


@scene("manifest_retry")
def read_again(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    made = sent(world, random, agency)
    choose_rule(made, RULE, actor=clerk(world, agency))
    ScanManifest.objects.filter(pk=made.pk).update(state="failed")
    return Scene(world.clerks(agency), at("manifest_retry", made.pk), at("manifest_detail", made.pk))


@scene("manifest_withdraw")
def withdrawn(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    made = counting(world, random, agency)
    return Scene(world.clerks(agency), at("manifest_withdraw", made.pk), at("manifest_detail", made.pk))


@scene("evidence_sample_new")
def drawn(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    made = counting(world, random, agency)
    address, page = at("evidence_sample_new", made.pk), at("manifest_detail", made.pk)
    return Scene(world.clerks(agency), address, page, {"size": "2"}, one_winner=False, once=True)


@scene("evidence_sample")
def looked_at(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    made = sampled(world, random, agency)
    return Scene(world.clerks(agency), at("evidence_sample", made.pk), at("evidence_sample", made.pk))


@scene("evidence_gap")
def explained(world: World, random: Random) -> Scene:
    given = {"reason": f"Nhà thầu giao lần {random.randint(1, 999)}"}
    return Scene(world.clerks(world.agency(random)), at("evidence_gap"), given=given, one_winner=False, once=True)


@scene("marking_mode")
def way_chosen(world: World, random: Random) -> Scene:
    people = world.clerks(world.agency(random))
    return Scene(people, at("marking_mode"), at("marking"), {"cach": "ho-so"})


@scene("marking_mark")
def marked(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    one = world.appraised(agency)
    given = {"stage": "scanned", "tat_ca": "1"}
    return Scene(world.clerks(agency), at("marking_mark", one.pk), at("marking_files", one.pk), given)


@scene("marking_list")
def listed(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    one = world.appraised(agency)
    file = one.files.order_by("pk")[0]
    given = {"stage": "scanned", "files_listed": f"{file.box_number}\t{file.file_number}"}
    return Scene(world.clerks(agency), at("marking_list", one.pk), given=given)


@scene("marking_undo")
def taken_back(world: World, random: Random) -> Scene:
    agency = world.agency(random)
    one = world.appraised(agency)
    made = mark(one, one.files.values_list("pk", flat=True), "scanned", actor=clerk(world, agency))
    return Scene(world.clerks(agency), at("marking_undo", made.pk), at("marking_files", one.pk))
