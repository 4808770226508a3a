"""Objects of the matrix around catalogues: files, workbooks, decisions, scans, the shared archive."""

from typing import Any

from django.db.models import Model

from agencies.history import record
from agencies.models import Agency, IssuedDocument, User
from plans.models import (
    Appraisal,
    ArchivalFile,
    ArchiveCheck,
    ArchiveExport,
    ArchiveItem,
    ArchiveReceipt,
    Catalogue,
    CatalogueChange,
    CatalogueUpload,
    EvidenceSample,
    FileNote,
    Fonds,
    HeaderMapping,
    Marking,
    MediaRecord,
    MediaUpload,
    Plan,
    ScanLine,
    ScanManifest,
)

from .matrix_holding import CLERKS, DAY, DRAFT, NONE, Holding, handed_in


def of_catalogue(target: Holding, agency: Agency, clerk: User, hoa: User) -> None:
    fonds = Fonds.objects.create(agency=agency, name=target.mark("fonds"))
    sums = {"file_count": 1, "page_count": 900, "sheet_count": 450, "secrecy_declared": True}
    made = {"plan": Plan.current(), "agency": agency, "fonds": fonds, "name": target.mark("catalogue")}
    catalogue = Catalogue.objects.create(**made, **sums, **handed_in(target, clerk))
    file = ArchivalFile.objects.create(
        catalogue=catalogue, position=1, file_number="01", title=target.mark("file"), start_date="2008", page_count=900
    )
    upload = CatalogueUpload.objects.create(
        kind="catalogue_upload",
        catalogue=catalogue,
        requester=clerk,
        file_name=f"{target.mark('upload')}.xlsx",
        state="done",
        phase="waiting",
    )
    change = CatalogueChange.objects.create(catalogue=catalogue, actor=clerk, sentence=target.mark("change"))
    record(catalogue, actor=clerk, action="files", sentence=target.mark("desk"))
    name, shape = f"{target.mark('memory')}.xlsx", target.state.ljust(32, ".")
    memory = HeaderMapping.objects.create(agency=agency, shape=shape, file_name=name)
    target.objects |= {"catalogue": catalogue, "file": file, "upload": upload, "change": change, "memory": memory}
    target.objects["marking"] = Marking.objects.create(catalogue=catalogue, stage="scanned", made_by=clerk)
    if target.state == DRAFT:
        target.objects |= dict.fromkeys(("document", "appraisal"), NONE)
    else:
        of_decision(target, catalogue, file, hoa)


def of_decision(target: Holding, catalogue: Catalogue, file: ArchivalFile, hoa: User) -> None:
    """Notes and a decision on a catalogue that was handed in."""
    for kind, audience in (("note", FileNote.Audience.AGENCY), ("internal", FileNote.Audience.INTERNAL)):
        FileNote.objects.create(catalogue=catalogue, file=file, author=hoa, audience=audience, text=target.mark(kind))
    record(catalogue, actor=hoa, action="receive", sentence=f"tiếp nhận {target.mark('catalogue')}")
    document = IssuedDocument.objects.create(
        issuer=Agency.objects.get(users=hoa),
        kind=IssuedDocument.Kind.CATALOGUE_APPRAISAL,
        number=target.mark("document"),
        issued_on=DAY,
        registered_by=hoa,
    )
    decided = {"decided_by": hoa, "decided_on": DAY, "document": document, "is_tranche": True}
    appraisal = Appraisal.objects.create(catalogue=catalogue, file_count=0, a4_page_count=0, **decided)
    target.objects |= {"document": document, "appraisal": appraisal}


def of_the_archive(target: Holding, agency: Agency) -> None:
    """What Sở KH&CN sent to the shared archive and heard of it both sides know; a list it reads in is its own."""
    son, made = User.objects.get(username="son"), {"plan": Plan.objects.get(), "agency": agency}
    receipt = ArchiveReceipt.objects.create(**made, uploaded_by=son, file_name=f"{target.mark('archivereceipt')}.csv")
    clerk = User.objects.get(username=CLERKS[target.agency])
    rows = {"kind": "sound", "uploaded_by": clerk, "file_name": f"{target.mark('mediaupload')}.xlsx"}
    upload = MediaUpload.objects.create(**made, **rows)
    target.objects |= {"archive_receipt": receipt, "media_upload": upload, "archive_export": NONE, "media": NONE}
    if target.state == DRAFT:
        return
    asked = {"kind": "archive_export", "requester": son, "state": "done", "as_of": DAY, "bundle": "archiveexport/x.zip"}
    export = ArchiveExport.objects.create(**made, **asked, number=90, batch_size=9, refused_files=1)
    refused = {"part": "file", "record_key": 10**9 + export.pk, "batch": 1, "state": "refused", "content": "a" * 64}
    texts = {"code": target.mark("sent"), "title": target.mark("sent"), "reason": target.mark("sent")}
    ArchiveItem.objects.create(export=export, agency=agency, **refused, **texts)
    ArchiveCheck.objects.filter(agency=agency, fields="sound").delete()  # the demo's
    failed = {"fields": "sound", "state": "failed", "checked_on": DAY, "checked_by": son}
    ArchiveCheck.objects.create(**made, **failed, note=target.mark("checked"))
    named = {"kind": "sound", "archive_number": target.mark("media"), "title": target.mark("media")}
    target.objects |= {"archive_export": export, "media": MediaRecord.objects.create(**made, **named)}


def of_scans(target: Holding, agency: Agency, clerk: User) -> dict[str, Model]:
    """A manifest that counts, and a sample of it."""
    facts: dict[str, Any] = {"plan": Plan.objects.get(), "agency": agency, "requester": clerk, "state": "done"}
    facts |= {"kind": "scan_manifest", "file_name": target.mark("manifest"), "pattern": "{so_ho_so}.pdf"}
    manifest = ScanManifest.objects.create(**facts, scanned_on=DAY, read_on=DAY)
    ScanLine.objects.create(manifest=manifest, path=target.mark("scan"), evidenced_pages=1)
    sample = EvidenceSample.objects.create(manifest=manifest, size=1, of_files=1, seed="a", drawn_by=clerk)
    return {"manifest": manifest, "sample": sample}
