"""A province that has begun, for the tests of its report; and what a Word file says."""

from datetime import date

from plans.models import Target
from tests.helpers import factories

AS_OF = date(2025, 6, 20)


def begun(agencies, hoa, tuan):
    """Targets that hit the control figures; Sở Y tế and Tam Kỳ have begun, a commune too."""
    factories.full_targets(agencies, department="SYT", district="502")
    split(agencies["SYT"], agencies["SXD"], 1_234_567)
    split(agencies["502"], agencies["20335"], 765_432)
    split(agencies["502"], agencies["511"], 2_000_001)
    end = date(2025, 6, 20)
    factories.a_review(agencies["SYT"], 29_000_000)
    factories.a_progress_report(
        agencies["SYT"],
        end,
        9_876_543,
        checked_pages=8_765_432,
        integrated_pages=7_654_321,
        difficulties="Thiếu máy quét khổ lớn.",
        proposals="=Bổ sung kinh phí & máy quét <A3>",
    )
    factories.a_progress_report(agencies["20335"], end, 333_333, difficulties="Thiếu máy quét khổ lớn")
    factories.an_appraised_catalogue(agencies["SYT"], hoa, 5_555_555, date(2025, 5, 20))
    estimate = factories.an_estimate(agencies["SYT"], 5_555_555 * 4896, submitted_on=date(2025, 5, 22))
    factories.an_estimate_appraisal(estimate, tuan, date(2025, 6, 2), appraised_dong=5_555_000 * 4896)


def split(giver, taker, pages):
    """Part of an agency's target moves to another; the total stays."""
    target = Target.objects.get(agency=giver)
    target.page_count -= pages
    target.file_count -= pages // 30
    target.save()
    factories.a_target(taker, pages, files=pages // 30)


def text_of(word):
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in word.paragraphs), *cells])
