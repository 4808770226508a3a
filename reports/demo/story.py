"""Who does what in the demo: invented weights and characters, one row per agency of Phụ lục I and II."""

from dataclasses import dataclass

SUBMITTED, RECEIVED, RETURNED, DRAFT = "submitted", "received", "returned", "draft"
AGAIN = "again"  # received a second time, after a return


@dataclass(frozen=True)
class Story:
    """One agency of the demo.

    `weight` is its part of the group's pages, `thickness` its pages per file; `done` the part scanned by the demo's
    day, `bend` how the work grew (1 steady, more: late start, less: slowing down); `reports` how many of the nine
    periods it reported; `extra` the states of catalogues beside the appraised ones; `estimate` the state of its
    estimate; `divides` whether a district divided its target among its communes.
    """

    weight: int
    thickness: int
    done: float
    bend: float = 1.0
    reports: int = 9
    extra: tuple[str, ...] = ()
    estimate: str = ""
    divides: bool = False


DEPARTMENTS = {
    "VPUB": Story(2100, 62, 0.58, 0.9, estimate="appraised"),
    "SNV": Story(1750, 58, 0.49, 1.1, estimate="appraised"),
    "STC": Story(1900, 75, 0.46, 1.3, 8, (SUBMITTED,), "appraised"),
    "SKHCN": Story(950, 70, 0.61, 0.9, estimate="appraised"),
    "SXD": Story(4600, 92, 0.17, 1.5, 8, (RECEIVED, RETURNED, DRAFT), "draft"),
    "SNNMT": Story(7200, 78, 0.14, 1.4, 9, (SUBMITTED, SUBMITTED), "submitted"),
    "SYT": Story(1600, 55, 0.34, 1.0, 8, (RETURNED, DRAFT, RECEIVED)),
    "SGDDT": Story(1500, 48, 0.26, 1.2, 9, (SUBMITTED,), "submitted"),
    "SCT": Story(1200, 72, 0.46, 1.4, estimate="cut"),
    "SVHTTDL": Story(850, 66, 0.33, 0.7, 8, (), "cut"),
    "STP": Story(800, 45, 0.55, 1.0, estimate="appraised"),
    "SDTTG": Story(350, 60, 0.0, 1.0, 0, (RETURNED,)),
    "TTT": Story(700, 95, 0.12, 1.0, 4, (SUBMITTED,), "returned"),
    "BQLKKT": Story(1900, 88, 0.21, 1.3, 8, (AGAIN,), "submitted"),
    "TTLTLS": Story(2900, 62, 0.24, 1.2, 9, (SUBMITTED, RECEIVED), "submitted"),
}

DISTRICTS = {
    "502": Story(4900, 26, 0.46, 1.0, 8, (SUBMITTED,), "decided", divides=True),
    "503": Story(3900, 28, 0.78, 1.3, 9, (), "decided", divides=True),
    "504": Story(700, 24, 0.95, 0.9, estimate="decided"),
    "505": Story(1300, 25, 0.22, 1.3, 8, (SUBMITTED,), "decided"),
    "506": Story(3300, 27, 0.31, 1.2, 9, (SUBMITTED,), "decided", divides=True),
    "507": Story(4600, 29, 0.38, 1.1, 9, (RECEIVED,), "decided", divides=True),
    "508": Story(3000, 27, 0.28, 1.0, 8, (), "decided", divides=True),
    "509": Story(2600, 26, 0.18, 1.4, 9, (SUBMITTED, RETURNED), "draft", divides=True),
    "510": Story(800, 25, 1.0, 0.9, estimate="decided"),
    "511": Story(1100, 24, 0.12, 1.0, 3, (SUBMITTED,)),
    "512": Story(1000, 26, 0.90, 1.0, estimate="decided"),
    "513": Story(3900, 28, 0.24, 1.5, 9, (RECEIVED,), "decided", divides=True),
    "514": Story(2000, 27, 0.34, 0.8, 8, (), "decided", divides=True),
    "515": Story(1300, 25, 0.0, 1.0, 0, (DRAFT,)),
    "516": Story(1000, 23, 0.30, 0.6, 7, (), "decided"),
    "517": Story(3600, 28, 0.30, 1.2, 9, (SUBMITTED,), "decided", divides=True),
    "518": Story(2000, 29, 0.74, 1.5, 9, (), "decided", divides=True),
}

STORIES = {"departments": DEPARTMENTS, "districts": DISTRICTS}
COMMUNES_SHARE = (30, 45)  # percent of a district's target that its communes hold
