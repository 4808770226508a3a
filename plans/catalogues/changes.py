"""What a change did to the files of a catalogue, in numbers and in words."""

from dataclasses import dataclass

from agencies.formats.numbers import format_int


@dataclass(frozen=True)
class Changes:
    """How many files a change added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def as_result(self) -> str:
        """The counts as the end of a sentence, ": thêm 3 hồ sơ"; nothing where nothing was counted."""
        return f": {self}" if self else ""

    def __str__(self) -> str:
        """The counts as the middle of a Vietnamese sentence: "thêm 3 hồ sơ, xóa 1 hồ sơ"."""
        counts = (("thêm", self.added), ("sửa", self.changed), ("xóa", self.removed))
        return ", ".join(f"{verb} {format_int(count)} hồ sơ" for verb, count in counts if count)
