"""Every small error that could be made in a module, found by `ast` and made by replacing one piece of its text."""

import ast
from dataclasses import dataclass
from pathlib import Path

FLIPPED = {
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
}
SWAPPED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult}
SWAPPED |= {ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr}
SYMMETRIC = {"max", "min"}
TEXT_OPERATORS = (ast.Constant, ast.JoinedStr, ast.List, ast.Tuple)


@dataclass(frozen=True)
class Mutant:
    """One error: the bytes from `start` to `end` of the file become `text`; `function` is "" at the module's level."""

    path: str
    line: int
    start: int
    end: int
    kind: str
    before: str
    text: str
    function: str

    def applied(self, source: bytes) -> bytes:
        return source[: self.start] + self.text.encode() + source[self.end :]

    def place(self) -> tuple:
        """Mutants of one place are drawn as one: a text that can be emptied or changed is no more likely than a sum."""
        return self.path, self.start, self.end, self.kind.split()[0]

    def is_python(self, source: bytes) -> bool:
        try:
            ast.parse(self.applied(source))
        except SyntaxError:
            return False
        return True

    def __str__(self) -> str:
        return f"{self.path}:{self.line}  {self.kind}: {short(self.before)}  →  {short(self.text)}"


def short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) < 70 else f"{line[:66]} …"


def mutants_of(path: Path, root: Path) -> list[Mutant]:
    """Every mutant of a module, in the order of its text."""
    finder = Finder(str(path.relative_to(root)), path.read_text(encoding="utf-8"))
    finder.visit(finder.tree)
    return finder.found


class Finder(ast.NodeVisitor):
    """Walks through a module and lists its mutants; leaves out docstrings, type hints and `__all__`."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.source, self.tree = path, text.encode(), ast.parse(text)
        self.starts = [0]
        for line in self.source.split(b"\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.names: list[tuple[str, bool]] = []
        self.found: list[Mutant] = []

    def place(self, node: ast.AST) -> tuple[int, int]:
        return self.starts[node.lineno - 1] + node.col_offset, self.starts[node.end_lineno - 1] + node.end_col_offset

    def add(self, node: ast.AST, kind: str, text: str) -> None:
        start, end = self.place(node)
        before = self.source[start:end].decode()
        self.found.append(Mutant(self.path, node.lineno, start, end, kind, before, text, self.function()))

    def function(self) -> str:
        """The code that runs here, as `co_qualname` names it; "" where it runs on import."""
        if not any(is_function for _, is_function in self.names):
            return ""
        parts = []
        for name, is_function in self.names:
            parts += [name, "<locals>"] if is_function else [name]
        return ".".join(parts[:-1] if self.names[-1][1] else parts)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """`@dataclass(frozen=True)` stays: nothing that runs differs where nobody writes to it."""
        self.visit_all([each for each in node.decorator_list if not ast.unparse(each).startswith("dataclass")])
        self.inside(node.name, False, without_docstring(node.body))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.visit_all([*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)])
        self.inside(node.name, True, without_docstring(node.body))

    def inside(self, name: str, is_function: bool, body: list[ast.stmt]) -> None:
        self.names.append((name, is_function))
        self.visit_all(body)
        self.names.pop()

    def visit_all(self, nodes: list) -> None:
        for node in nodes:
            self.visit(node)

    def visit_Module(self, node: ast.Module) -> None:
        self.visit_all(without_docstring(node.body))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        if not (isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__"):
            self.visit(node.value)

    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        self.conditions(node.test, "True", "False")
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.conditions(node.test, "True", "False")
        self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        self.conditions(node.test, "False")
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self.conditions(test, "True", "False")
        self.generic_visit(node)

    def conditions(self, test: ast.expr, *texts: str) -> None:
        if not isinstance(test, ast.Constant):
            for text in texts:
                self.add(test, "condition", text)

    def visit_Compare(self, node: ast.Compare) -> None:
        for index, operator in enumerate(node.ops):
            for other in FLIPPED.get(type(operator), []):
                changed = ast.Compare(node.left, [*node.ops], node.comparators)
                changed.ops[index] = other()
                self.add(node, "comparison", ast.unparse(changed))
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        is_type = isinstance(node.op, ast.BitOr) and not self.function()
        if type(node.op) in SWAPPED and not is_type and not isinstance(node.left, TEXT_OPERATORS):
            self.add(node, "operator", ast.unparse(ast.BinOp(node.left, SWAPPED[type(node.op)](), node.right)))
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if type(node.op) in SWAPPED:
            changed = ast.AugAssign(node.target, SWAPPED[type(node.op)](), node.value)
            self.add(node, "operator", ast.unparse(changed))
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        self.add(node, "and/or", f"({ast.unparse(ast.BoolOp(other, node.values))})")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self.add(node, "not dropped", f"({ast.unparse(node.operand)})")
        elif isinstance(node.op, ast.USub):
            self.add(node, "sign dropped", f"({ast.unparse(node.operand)})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self.add(node, "constant", str(not node.value))
        elif isinstance(node.value, int):
            self.add(node, "constant", str(node.value + 1))
            self.add(node, "constant", f"({node.value - 1})")
        elif isinstance(node.value, str | bytes) and node.value:
            self.texts(node)

    def texts(self, node: ast.Constant) -> None:
        self.add(node, "text emptied", '""' if isinstance(node.value, str) else 'b""')
        if isinstance(node.value, str):
            self.add(node, "text changed", repr(f"X{node.value}X"))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self.add(node, "text emptied", '""')
        self.add(node, "text changed", f'("X" + {self.text_of(node)})')

    def text_of(self, node: ast.AST) -> str:
        start, end = self.place(node)
        return self.source[start:end].decode()

    def visit_Return(self, node: ast.Return) -> None:
        if node.value and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self.add(node.value, "returned value", "None")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        is_symmetric = isinstance(node.func, ast.Name) and node.func.id in SYMMETRIC
        if len(node.args) > 1 and not is_symmetric and not any(isinstance(e, ast.Starred) for e in node.args[:2]):
            swapped = ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
            self.add(node, "argument order", ast.unparse(swapped))
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self.add(node, "call removed", "pass")
        self.generic_visit(node)


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0] if body else None
    is_text = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return body[1:] if is_text else body
