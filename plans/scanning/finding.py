"""The files of a catalogue that a list names, to mark them; all faults at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.intake.rows.judge_row import KEY
from plans.models import Catalogue

from .lists import Wanted, is_meant, named
from .services import markable


@dataclass
class Found:
    """Keys of the files that a list names, and what is wrong with its lines."""

    keys: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def find(catalogue: Catalogue, wanted: Sequence[Wanted]) -> Found:
    """What is not accepted by the appraisal, or is twice in the list, is a fault."""
    known = {tuple(key): pk for pk, *key in markable(catalogue).values_list("pk", *KEY)}
    others = {(box, number) for box, number, _ in set(catalogue.files.values_list(*KEY)) - known.keys()}
    by_number = defaultdict[str, list[Wanted]](list)
    for key in known:
        by_number[key[1]].append(key)
    found, seen = Found(), dict[Wanted, int]()
    for place, one in enumerate(wanted, 1):
        keys = [one] if one in known else [key for key in by_number.get(one[1], ()) if is_meant(one, key)]
        if fault := fault_of(one, keys, others, seen):
            found.faults.append(f"Dòng {place}, {named(*one)}: {fault}")
        else:
            seen[keys[0]] = place
            found.keys.append(known[keys[0]])
    return found


def fault_of(one: Wanted, keys: list[Wanted], others: set[tuple[str, str]], seen: dict[Wanted, int]) -> str:
    if not keys:
        left_out = one[:2] in others or (not one[0] and one[1] in {number for _, number in others})
        return "chưa được thẩm định, hoặc bị loại." if left_out else "không có trong Mục lục."
    if len(keys) > 1:
        return "có nhiều hồ sơ cùng số, ghi thêm số hộp và Mục lục số."
    return f"đã có ở dòng {seen[keys[0]]}." if keys[0] in seen else ""
