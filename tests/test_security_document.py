"""docs/security.md judges every requirement of levels 1 and 2 once, and names only what is there."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs/security.md").read_text(encoding="utf-8")
STATES = ["met", "not applicable", "operator", "open"]
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([12]) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
ROWS = ROW.findall(TEXT)
NAMED = re.compile(r"`((?:agencies|config|plans|budgets|reports|static|templates|tests)/[^`]*|[\w.-]+\.(?:toml|lock))`")


def levels():
    """{number of a requirement: its level} from tests/helpers/asvs.txt."""
    found = {}
    for line in (ROOT / "tests/helpers/asvs.txt").read_text().splitlines():
        if not line.startswith("#"):
            section, *numbers = line.split()
            for level, of_level in zip("12", numbers, strict=True):
                found |= dict.fromkeys(numbers_of(section, of_level), level)
    return found


def numbers_of(section, span):
    """`1-3` of section 1.2: 1.2.1, 1.2.2, 1.2.3; `-`: none."""
    ends = [int(end) for end in span.split("-") if end]
    return [f"{section}.{number}" for number in range(ends[0], ends[-1] + 1)] if ends else []


@cache
def functions_of(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def is_there(name):
    path, _, test = name.partition("::")
    return (ROOT / path).exists() and (not test or test in functions_of(path))


def test_the_list_of_numbers_is_the_standards():
    known = list(levels().values())
    assert (known.count("1"), known.count("2")) == (70, 183)


def test_every_requirement_is_judged_once_at_its_level():
    assert sorted(number for number, *_ in ROWS) == sorted(levels())
    assert {number: level for number, _, level, *_ in ROWS} == levels()


def test_every_row_has_a_known_state_and_says_where_or_why():
    assert [row for row in ROWS if row[3] not in STATES or not row[4].strip()] == []
    assert len(ROWS) == len(re.findall(r"^\| \d+\.\d+\.\d+ ", TEXT, re.MULTILINE))


def test_what_is_met_names_a_file_a_test_or_a_chapter():
    met = [row for row in ROWS if row[3] == "met"]
    assert [row for row in met if not re.search(r"`|below|SECURITY\.md|docs/|Django|the same test", row[4])] == []


def test_files_and_tests_that_are_named_are_there():
    names = {name for name in NAMED.findall(TEXT) if "{" not in name}
    assert len(names) > 60 and sorted(name for name in names if not is_there(name)) == []


def test_chapters_that_are_named_are_there():
    named = re.findall(r"docs/operator\.md\]?\(?[^)]*\)?, ([A-ZĐ][\w ]+?)(?=[:;|.)]| \|)", TEXT)
    chapters = re.findall(r"^## (.+)$", (ROOT / "docs/operator.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert named and set(map(str.strip, named)) <= set(chapters)
    below = set(re.findall(r"below, ([A-Z][\w ]+?)(?=[;|]| \|)", TEXT))
    assert below and {name.strip() for name in below} <= set(re.findall(r"^## (.+)$", TEXT, re.MULTILINE))


def test_the_summary_counts_the_rows():
    for level in "12":
        counts = [sum(row[2:4] == (level, state) for row in ROWS) for state in STATES]
        assert f"| {level} | {' | '.join(map(str, counts))} | {sum(counts)} |" in TEXT
