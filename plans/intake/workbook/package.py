"""Parts of an .xlsx: its workbook, sheets, texts and styles, by their relations and not their names."""

import zipfile
from posixpath import dirname, join, normpath, split
from typing import NamedTuple

from .archives import head_of
from .xml_parts import elements, is_plain

MOST_XML = 16 * 1024**2
USUAL = "xl/workbook.xml"
TRUE = ("1", "true", "on")


class SheetPart(NamedTuple):
    """A sheet as the workbook lists it; `part` is empty where the archive has none, `target` where none is named."""

    name: str
    state: str
    kind: str  # worksheet, chartsheet, …
    part: str
    target: str


class Relation(NamedTuple):
    """What a part leads to: `kind` is the last word of its type."""

    kind: str
    target: str


class Package:
    """The parts of an .xlsx. Names of parts count in any case, as readers take them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = {name.lower(): name for name in archive.namelist()}
        self.workbook = main_part(archive)
        self.relations = relations_of(archive, self.workbook)
        self.sheets: list[SheetPart] = []
        self.from_1904 = self.recalculates = False
        self.read_workbook()

    def read_workbook(self) -> None:
        found = elements(head_of(self.archive, self.workbook, MOST_XML), "workbookPr", "calcPr", "sheet")
        unclaimed = self.unclaimed([each.attributes.get("id", "") for each in found if each.parent == "sheets"])
        for parent, name, attributes in found:
            if name == "workbookPr":
                self.from_1904 = attributes.get("date1904", "").strip() in TRUE
            elif name == "calcPr":
                self.recalculates = attributes.get("fullCalcOnLoad", "").strip() in TRUE
            elif name == "sheet" and parent == "sheets":
                relation = self.relations.get(attributes.get("id", ""))
                relation = relation or (unclaimed.pop(0) if unclaimed else Relation("worksheet", ""))
                name, state = attributes.get("name", ""), attributes.get("state", "visible")
                self.sheets.append(SheetPart(name, state, relation.kind, self.part(relation.target), relation.target))

    def unclaimed(self, claims: list[str]) -> list[Relation]:
        """The worksheets that no sheet claims, where as many sheets claim none: written in the same order."""
        free = [each for key, each in self.relations.items() if each.kind == "worksheet" and key not in claims]
        return free if len(free) == sum(key not in self.relations for key in claims) else []

    def part(self, target: str) -> str:
        """The name of a part as the archive has it, or "" where it has none."""
        return self.names.get(target.lower(), "")

    def one(self, kind: str, usual: str) -> str:
        """The part of a kind of which there is one, such as styles; "" where there is none."""
        targets = [each.target for each in self.relations.values() if each.kind == kind]
        return self.part(targets[0] if targets else join(dirname(self.workbook), usual))

    @property
    def styles(self) -> str:
        return self.one("styles", "styles.xml")

    @property
    def strings(self) -> str:
        return self.one("sharedStrings", "sharedStrings.xml")

    @property
    def is_plain(self) -> bool:
        """True where each part that is read is in UTF-8."""
        parts = [self.workbook, relations_part(self.workbook), self.styles, self.strings]
        return all(
            is_plain(head_of(self.archive, part, 200))
            for part in (*parts, *(each.part for each in self.sheets))
            if part
        )


def main_part(archive: zipfile.ZipFile) -> str:
    """The part that is the document itself: what the package's first relation leads to, or the usual one."""
    for relation in relations_of(archive, "").values():
        if relation.kind == "officeDocument":
            return relation.target
    return USUAL


def relations_of(archive: zipfile.ZipFile, part: str) -> dict[str, Relation]:
    """{id: where a part leads to} within the archive."""
    folder = dirname(part)
    return {
        attributes.get("Id", ""): Relation(
            attributes.get("Type", "").rpartition("/")[2], within(folder, attributes.get("Target", ""))
        )
        for _, _, attributes in elements(head_of(archive, relations_part(part), MOST_XML), "Relationship")
    }


def relations_part(part: str) -> str:
    """The part that says what a part leads to."""
    folder, name = split(part)
    return join(folder, "_rels", name + ".rels")


def within(folder: str, target: str) -> str:
    """The name of a part that another one in this folder leads to."""
    target = target.replace("\\", "/").strip()
    return normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))
