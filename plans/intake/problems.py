"""Problems of a workbook: where (sheet, row, column), the value there, and what to do."""

from dataclasses import asdict, dataclass

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; one of the whole file has no row."""

    text: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    header: str = ""
    value: str = ""
    level: str = ERROR
    field: str = ""

    @property
    def place(self) -> str:
        """'Dòng 12, cột I (Trang A4)'."""
        if not self.row:
            return "Cả tệp"
        name = f"{self.column} ({self.header})" if self.column and self.header else self.column or self.header
        return f"Dòng {self.row}, cột {name}" if name else f"Dòng {self.row}"

    @property
    def is_error(self) -> bool:
        return self.level == ERROR

    def as_json(self) -> dict[str, str | int]:
        return asdict(self)
