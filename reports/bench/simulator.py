"""Two million appraised files of 300 agencies: a simulation over the whole province, as a worker runs it."""

import resource
from collections.abc import Callable
from datetime import timedelta
from time import perf_counter, process_time

from django.db import connection
from django.db.models import Case, F, Value, When
from django.db.models.functions import Mod
from django.test import override_settings

from agencies.jobs import run_here
from agencies.models import Agency, Decision, Duty, IssuedDocument
from budgets.models import Simulation
from budgets.simulations.services import request_simulation
from plans.models import Appraisal, ArchivalFile, Catalogue, Fonds
from plans.targets.setup import load_plan

from .dashboard import SETTINGS
from .province import LAST_DAY, all_agencies, person
from .two_million import fill

FILES, CATALOGUES, SECONDS, MEGABYTES = 2_000_000, 600, 60, 300
SUM_DONG = 100_000_000_000
PRIORITIES = ("", "", "", "reused", "in_use", "at_risk")
SIZES = 400  # how many different numbers of pages


def measure_simulator(say: Callable[[str], object], files: int = FILES) -> bool:
    """True where it is fast and small enough, never above the sum, and knows that it is within 1 % of the best."""
    with override_settings(**SETTINGS):
        build(files)
        say(f"{files} files in {CATALOGUES} catalogues on {connection.vendor}")
        simulation = asked()
        before, start, worked = peak_mb(), perf_counter(), process_time()
        run_here(simulation.pk)
        seconds, grown = perf_counter() - start, peak_mb() - before
        say(f"  {process_time() - worked:.1f} s of this process's own work")
        simulation.refresh_from_db()
        return judged(say, simulation, seconds, grown)


def judged(say: Callable[[str], object], simulation: Simulation, seconds: float, grown: float) -> bool:
    """Say what was measured, and whether it holds."""
    say(f"  {simulation.message}")
    say(f"  {seconds:.1f} s (bar: {SECONDS} s)")
    say(f"  process {peak_mb():.0f} MB (bar: {MEGABYTES} MB), {grown:.0f} MB of it for this")
    if not simulation.is_ready:
        return False
    dong = sum(row[6] for row in simulation.result["agencies"]) * simulation.price_dong
    say(f"  {dong} of {simulation.sum_dong} đồng, at most {simulation.result['gap'] / 10_000:.4f} % below the best")
    close = simulation.result["gap"] <= 10_000
    return seconds <= SECONDS and peak_mb() <= MEGABYTES and dong <= simulation.sum_dong and close


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def build(files: int) -> None:
    """Catalogues of 300 agencies, all appraised, whose files differ in pages and priorities."""
    plan = load_plan()
    agencies = all_agencies()
    clerk = person("clerk", agencies[0], Duty.APPRAISES_CATALOGUES)
    places = [(agencies[n % len(agencies)], f"Phông {n}") for n in range(CATALOGUES)]
    fonds = Fonds.objects.bulk_create(Fonds(agency=agency, name=name) for agency, name in places)
    catalogues = Catalogue.objects.bulk_create(
        Catalogue(plan=plan, agency=one.agency, fonds=one, name="Mục lục", state="appraised") for one in fonds
    )
    fill(catalogues, 0, files)
    issued = {"issuer": agencies[0], "issued_on": LAST_DAY, "kind": IssuedDocument.Kind.CATALOGUE_APPRAISAL}
    document = IssuedDocument.objects.create(number="1/SNV", registered_by=clerk, **issued)
    decided = {"document": document, "decided_by": clerk, "decided_on": LAST_DAY, "file_count": 0, "a4_page_count": 0}
    for catalogue in catalogues:
        varied(catalogue, Appraisal.objects.create(catalogue=catalogue, **decided))


def varied(catalogue: Catalogue, appraisal: Appraisal) -> None:
    """The files of the catalogue, appraised, with pages and priorities by their position."""
    whens = [When(kind=place, then=Value(name)) for place, name in enumerate(PRIORITIES)]
    rows = ArchivalFile.objects.filter(catalogue=catalogue).annotate(kind=Mod(F("position"), len(PRIORITIES)))
    rows.update(
        appraisal=appraisal,
        decision=ArchivalFile.Decision.ACCEPTED,
        page_count=1 + Mod(Mod(F("position"), SIZES) * 7_919, SIZES),
        retention_years=Mod(F("position"), 3) * 10,
        priority=Case(*whens, default=Value("")),
    )


def asked() -> Simulation:
    """The simulation of somebody at Sở Tài chính, for all agencies."""
    plan = load_plan()
    actor = person("treasurer", Agency.objects.get(code="STC"), Decision.RECORD_ALLOCATIONS.duty)
    weights = {"arranged": 5, "permanent": 10, "reused": 8, "in_use": 8, "at_risk": 3}
    given = {"name": "100 tỷ", "scope": "province", "sum_dong": SUM_DONG, "pages_per_day": 50, "workers": 200}
    days = {"starts_on": plan.starts_on, "deadline": plan.starts_on + timedelta(days=120)}
    return request_simulation(plan, actor=actor, weights=weights, **given, **days)
