"""The result of an appraisal before it is kept: what is signed with it, and the drafts that are signed first."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet, Sum

from agencies.calendar import portal_today
from agencies.delegation import signing
from agencies.models import IssuedDocument, User
from plans.models import Appraisal, ArchivalFile, Catalogue
from plans.models.pages import PAGE_FIELDS, PageBasis
from plans.pricing import a4_pages, counted_on, factors_on

from . import gate
from .agreed_changes import agreed_sums
from .catalogue_sample import sample_for_document
from .desk import tranche_of
from .signed import replaced_rows, volume_of


def draft_document(catalogue: Catalogue, capacity: str) -> IssuedDocument:
    """A document that is still to be signed: without number, not saved."""
    signed, delegation = signing.read(capacity)
    return IssuedDocument(
        issuer=catalogue.plan.reporting_agency,
        kind=IssuedDocument.Kind.CATALOGUE_APPRAISAL,
        number="",
        issued_on=portal_today(),
        capacity=signed,
        delegation=delegation,
    )


def draft_of_whole(catalogue: Catalogue, capacity: str) -> Appraisal:
    """The appraisal of the whole as it would be now, not saved; the reasons of the gate are still open."""
    sample, passed = sample_for_document(catalogue), gate.counts(gate.of_whole(catalogue))
    return whole(catalogue, draft_document(catalogue, capacity), None, sample, passed)


def draft_of_tranche(catalogue: Catalogue, capacity: str) -> Appraisal:
    """The appraisal of a tranche as it would be now, not saved; the reasons of the gate are still open."""
    return tranche(catalogue, draft_document(catalogue, capacity), None, gate.counts(tranche_of(catalogue)))


def whole(
    catalogue: Catalogue,
    document: IssuedDocument,
    actor: User | None,
    sample: Mapping[str, Any],
    passed: Mapping[str, Any],
) -> Appraisal:
    """The appraisal of the whole as it stands now, not saved."""
    corrected_files, corrected_pages = agreed_sums(catalogue)
    return appraisal(
        catalogue,
        document,
        actor,
        pages_without_left_out(catalogue),
        corrected_files=corrected_files,
        corrected_pages=corrected_pages,
        file_count=catalogue.file_count - catalogue.left_out_files,
        left_out_files=catalogue.left_out_files,
        left_out_pages=catalogue.left_out_pages,
        left_out_by_reason=left_out_by_reason(catalogue.files.left_out()),
        **estimated_of(catalogue.files.to_digitize()),
        sample=sample,
        **passed,
    )


def tranche(catalogue: Catalogue, document: IssuedDocument, actor: User | None, passed: Mapping[str, Any]) -> Appraisal:
    """The appraisal of the files accepted since the last one, not saved."""
    rows = tranche_of(catalogue)
    sums = rows.aggregate(file_count=Count("pk"), **{f"sum_{name}": Sum(name) for name in PAGE_FIELDS.values()})
    pages = {name: sums[f"sum_{name}"] or 0 for name in PAGE_FIELDS.values()}
    made = appraisal(catalogue, document, actor, pages, file_count=sums["file_count"], is_tranche=True, **passed)
    for name, value in estimated_of(rows).items():
        setattr(made, name, value)
    made.corrected_files, made.corrected_pages = agreed_sums(catalogue, rows)
    replaced = replaced_rows(made)
    made.replaced_files, made.replaced_pages = volume_of(replaced)
    for name, value in estimated_of(replaced).items():
        setattr(made, f"replaced_{name}", value)
    return made


def estimated_of(rows: QuerySet[Any]) -> dict[str, int]:
    """How many of the files or copies have pages that were worked out from sheets, and these pages (trang A4)."""
    sums = rows.filter(page_basis=PageBasis.ESTIMATED).aggregate(files=Count("pk"), pages=Sum("page_count"))
    return {"estimated_files": sums["files"], "estimated_pages": sums["pages"] or 0}


def left_out_by_reason(files: QuerySet[ArchivalFile]) -> dict[str, list[int]]:
    """{reason: [files, trang A4 quy đổi]} of files that are left out."""
    rows = files.order_by().values("left_out_reason").annotate(files=Count("pk"), pages=Sum(a4_pages()))
    return {row["left_out_reason"] or ArchivalFile.LeftOut.OTHER: [row["files"], row["pages"] or 0] for row in rows}


def pages_without_left_out(catalogue: Catalogue) -> dict[str, int]:
    """{page field: pages of the files that are not left out}."""
    names = PAGE_FIELDS.values()
    gone = catalogue.files.left_out().aggregate(**{f"sum_{name}": Sum(name) for name in names})
    return {name: getattr(catalogue, name) - (gone[f"sum_{name}"] or 0) for name in names}


def appraisal(
    catalogue: Catalogue, document: IssuedDocument, actor: User | None, pages: Mapping[str, int], **others: Any
) -> Appraisal:
    """The appraisal of today over so many pages ({page field: trang}), not saved; `others` are its other fields."""
    by_size = {size: pages[name] for size, name in PAGE_FIELDS.items()}
    factors = factors_on(counted_on(catalogue))
    return Appraisal(
        catalogue=catalogue,
        document=document,
        decided_by=actor,
        decided_on=portal_today(),
        revision=catalogue.revision,
        frozen_hash=catalogue.frozen_hash,
        agreed_hash=catalogue.agreed_hash,
        submitted_at=catalogue.submitted_at,
        a4_page_count=factors.a4_pages(by_size),
        unconfirmed_sizes=factors.to_confirm(by_size),
        **pages,
        **others,
    )
