"""Widths of templates, exceptions from formatter, linter and type checker, hints and lengths of functions."""

import ast
import re
import tokenize
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path

from tests.helpers.imports import ROOT, modules

WIDTH = 120
EXCEPTION = re.compile(r"fmt: *(skip|off)|\bnoqa\b|type: *ignore")
IN_TEMPLATE = re.compile(r"\{#.*\b(djlint|djade|djhtml|fmt|prettier)\b.*(off|ignore|skip)")
DAY_IN_UTC = re.compile(r"\b\w+_(at|since)(\.date\(\)|:%)")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def template_lines() -> list[tuple[Path, int, str]]:
    paths = sorted((ROOT / "templates").rglob("*.html"))
    return [(p, n, line) for p in paths for n, line in enumerate(p.read_text(encoding="utf-8").split("\n"), 1)]


def wide_template_lines(width: int = WIDTH) -> list[str]:
    return [f"{path.relative_to(ROOT)}:{number}" for path, number, line in template_lines() if len(line) > width]


def python_files() -> list[Path]:
    folders = ("agencies", "plans", "budgets", "reports", "config", "tests")
    inside = [path for name in folders for path in sorted((ROOT / name).rglob("*.py"))]
    return [*inside, ROOT / "manage.py", ROOT / "portal"]


def days_in_utc() -> list[str]:
    """Where the day or hour of a recorded moment is taken in UTC: seven hours of the day it is the day before."""
    read = {path: path.read_text(encoding="utf-8").split("\n") for path in python_files()}
    found = [(path, n) for path, lines in read.items() for n, line in enumerate(lines, 1) if DAY_IN_UTC.search(line)]
    return [f"{path.relative_to(ROOT)}:{n}" for path, n in found]


def exceptions() -> list[str]:
    """Comments that overrule the formatter, the linter or the type checker."""
    found = [f"{path.relative_to(ROOT)}:{line} {text}" for path in python_files() for line, text in overruling(path)]
    lines = [(path, number) for path, number, line in template_lines() if IN_TEMPLATE.search(line)]
    return found + [f"{path.relative_to(ROOT)}:{number}" for path, number in lines]


def overruling(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT and EXCEPTION.search(token.string):
                yield token.start[0], token.string


def functions(path: Path) -> list[Function]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, Function)]


def length(function: Function) -> int:
    return function.end_lineno - function.lineno + 1


def is_hinted(function: Function) -> bool:
    """Every argument but self and cls, and what is returned."""
    named = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
    named += [each for each in (function.args.vararg, function.args.kwarg) if each]
    return bool(function.returns) and all(each.annotation for each in named if each.arg not in ("self", "cls"))


def hinted_rooms() -> dict[str, tuple[int, int]]:
    """{room of the type checker's list: (functions with hints, functions)}."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]["overrides"]
    listed = {
        on: [n for each in settings if each["disallow_untyped_defs"] is on for n in each["module"]]
        for on in (True, False)
    }
    wanted, free = listed[True], listed[False]
    return {pattern: hinted(pattern.removesuffix(".*"), free) for pattern in wanted}


def hinted(room: str, free: Collection[str]) -> tuple[int, int]:
    """(functions with hints, functions) of a room, without its modules that the list lets go."""
    paths = [path for name, path in modules().items() if f"{name}.".startswith(f"{room}.") and name not in free]
    found = [function for path in paths for function in functions(path)]
    return sum(map(is_hinted, found)), len(found)


def line_count(*folders: str) -> int:
    return sum(path.read_text(encoding="utf-8").count("\n") for path in modules(*folders).values())
