"""Which modules a room holds, and which tests are its own: the folder that mirrors it, and what this table adds."""

from pathlib import Path

# Rooms whose tests are elsewhere than in the folder of the same name.
TESTS = {
    "plans/pricing": "tests/plans/test_pricing*.py tests/plans/declarations",
    "plans/permissions": "tests/plans/test_permissions*.py tests/plans/declarations",
    "plans/jobs": "tests/plans/uploads",
    "plans/models": "tests/plans",
    "plans/intake/cells": "tests/plans/intake",
    "plans/intake/headers": "tests/plans/intake",
    "plans/intake/rows": "tests/plans/intake",
    "plans/intake/secrets": "tests/plans/intake",
    "plans/intake/workbook": "tests/plans/intake",
    "agencies/workflow": "tests/agencies",
    "agencies/permissions": "tests/agencies",
    "agencies/history": "tests/agencies",
    "agencies/jobs": "tests/agencies",
    "reports/services": "tests/reports/test_*.py tests/reports/documents",
}
# Rooms that nothing named on the command line stands for: where an error would cost most.
NAMED = (
    "agencies/workflow agencies/formats plans/pricing plans/permissions plans/intake/cells plans/intake/rows "
    "plans/appraisal/workflow plans/appraisal/decisions plans/appraisal/effects plans/catalogues/services "
    "plans/catalogues/files plans/catalogues/bulk plans/declarations/detailed_plans plans/progress/services "
    "plans/declarations/versions plans/duplicates/services plans/duplicates/leaving_out plans/targets/services "
    "plans/targets/uploads plans/uploads/services budgets/estimates/services budgets/estimates/workflow "
    "budgets/estimates/permissions reports/figures reports/services"
)
# What a small error here could do to the machine (signals to wrong processes, wrong folders removed).
NEVER = ("config/", "manage.py", "portal")
LEFT_OUT = {"migrations", "management", "tests", "__pycache__"}


def modules_of(room: str, root: Path) -> list[Path]:
    """The .py files of a room: a folder (with what lies in it), a module without its suffix, or a pattern of either."""
    if room.startswith(NEVER):
        raise SystemExit(f"{room}: an error made at random here may harm the machine")
    found = sorted({each for pattern in (f"{room}.py", f"{room}/**/*.py") for each in root.glob(pattern)})
    found = [each for each in found if not LEFT_OUT & set(each.relative_to(root).parts)]
    if not found:
        raise SystemExit(f"{room}: no such room")
    return found


def tests_of(room: str, root: Path) -> list[str]:
    """Paths of the test files and folders that are a room's own."""
    patterns = TESTS.get(room, "").split() or mirrored(room, root).split()
    found = sorted({str(each.relative_to(root)) for pattern in patterns for each in root.glob(pattern)})
    if not found:
        raise SystemExit(f"{room}: no tests of its own; name them in tests/mutants/rooms.py")
    return found


def mirrored(room: str, root: Path) -> str:
    """tests/<room> where that is a folder, or else the folder above it."""
    path = Path("tests") / room
    return str(path if (root / path).is_dir() else path.parent)
