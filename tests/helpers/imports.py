"""Who imports whom, read from the text of every module; nothing is imported for it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("agencies", "plans", "budgets", "reports")


@dataclass(frozen=True)
class Import:
    """`target` is a module of the tree where there is one of that name, or else the name as it is written."""

    module: str
    target: str
    line: int
    is_lazy: bool
    has_reason: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def modules(*folders: str) -> dict[str, Path]:
    """{dotted name: path} of every module in the folders, those of the portal unless named; without migrations."""
    paths = [path for folder in folders or (*APPS, "config") for path in (ROOT / folder).rglob("*.py")]
    return {name_of(path): path for path in sorted(paths) if "migrations" not in path.parts}


@cache
def imports_of(name: str, path: Path) -> tuple[Import, ...]:
    """Every import of a module that runs: what is under `if TYPE_CHECKING` does not."""
    text = path.read_text(encoding="utf-8")
    lines, known = text.split("\n"), modules() | modules("tests")
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found = []
    for node, is_lazy in import_nodes(ast.parse(text)):
        has_reason = "#" in lines[node.end_lineno - 1] or is_explained(lines, node.lineno - 2)
        for target in targets(node, package, known):
            found.append(Import(name, target, node.lineno, is_lazy, has_reason))
    return tuple(found)


def is_explained(lines: list[str], above: int) -> bool:
    """Whether a comment is over the import, or over the imports that it follows without a gap."""
    while lines[above].lstrip().startswith(("import ", "from ")):
        above -= 1
    return lines[above].lstrip().startswith("#")


def import_nodes(tree: ast.AST, is_lazy: bool = False) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, is_lazy
        elif not (isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")):
            yield from import_nodes(node, is_lazy or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def targets(node: ast.Import | ast.ImportFrom, package: str, known: dict[str, Path]) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
    base = ".".join([*above, *([node.module] if node.module else [])])
    full = [f"{base}.{alias.name}" for alias in node.names]
    return list(dict.fromkeys(name if name in known else base for name in full))


@cache
def all_imports(*folders: str) -> tuple[Import, ...]:
    return tuple(each for name, path in modules(*folders).items() for each in imports_of(name, path))


@cache
def graph() -> dict[str, set[str]]:
    """{module: the modules of the portal that it imports, at once or later}."""
    arrows: dict[str, set[str]] = {name: set() for name in modules()}
    for each in all_imports():
        if each.target in arrows and each.target != each.module:
            arrows[each.module].add(each.target)
    return arrows


def circles() -> list[list[str]]:
    """Modules that reach themselves, grouped by what they reach together."""
    reached = {name: reachable(name) for name in graph()}
    groups = {frozenset({name, *(other for other in reached[name] if name in reached[other])}) for name in graph()}
    return sorted(sorted(group) for group in groups if len(group) > 1)


def reachable(name: str) -> set[str]:
    found, waiting = set(), [name]
    while waiting:
        new = graph()[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def closure(name: str, *, with_lazy: bool = True) -> set[str]:
    """Everything that runs when a module is imported (and used): packages above it too, and names outside the tree."""
    found, waiting = {name}, [name]
    while waiting:
        one = waiting.pop()
        packages = [one.rsplit(".", depth)[0] for depth in range(1, one.count(".") + 1)]
        inside = imports_of(one, modules()[one]) if one in modules() else ()
        names = [each.target for each in inside if with_lazy or not each.is_lazy]
        new = {*names, *(each for each in packages if one in modules())} - found
        found |= new
        waiting += new
    return found


def uses(name: str, library: str, *, with_lazy: bool = True) -> bool:
    return any(each.split(".")[0] == library for each in closure(name, with_lazy=with_lazy))
