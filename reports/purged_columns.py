"""Reports and papers in a purge: a paper is asked for anew, a report keeps its figures and loses its files."""

from collections.abc import Iterator

from agencies.purge.places import MORE, Emptied, place_of, register
from agencies.purge.searching import file_holds
from agencies.secrecy.finding import Place
from plans.purged_columns import files_of, touched

from .models import MoneyFile, Paper, Report

JOB = "kind request_id"
register(
    Emptied("reports.Report", texts="message", values="figures", files="xlsx pdf docx", stays=JOB),
    Emptied("reports.Paper", texts="message", files="file", stays=f"{JOB} form extension"),
    Emptied(
        "reports.MoneyFile",
        texts="message name file_name",
        values="document",
        files="file",
        stays=f"{JOB} noun extension fingerprint back",
    ),
    Emptied("reports.UrgingWording", texts="subject text_for_one text_for_many"),
    Emptied("reports.UrgingLetter", texts="subject body signer", quoted="subject"),
    Emptied("reports.UrgedAgency", values="facts"),
    Emptied("reports.OutgoingMail", texts="subject text error", stays="key address"),
    Emptied("reports.CalendarFeed", stays="token_hash"),
)


def drawn_from(places: set[Place], needles: set[str]) -> Iterator[Place]:
    """Papers of the catalogues, files of reports whose figures or tables hold a text, and papers of money."""
    for file in MoneyFile.objects.exclude(file=""):
        if place_of(file, "document") in places:
            yield from files_of(file, "file")
    for paper in Paper.objects.filter(catalogue__in=touched(places)):
        yield from files_of(paper, "file")
    for report in Report.objects.exclude(docx=""):
        names = [str(report.docx), str(report.xlsx)]
        in_figures = place_of(report, "figures") in places
        if in_figures or (needles and any(file_holds(name, needles, unless_read=False) for name in names if name)):
            yield from files_of(report, *Report.FORMATS)


MORE.append(drawn_from)
