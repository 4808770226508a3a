"""The demo's vocabulary (data/words.json): names, fonds, subjects of files, sentences officials would write."""

import json
from pathlib import Path
from random import Random

from agencies.models import Agency

WORDS = json.loads((Path(__file__).parent / "data" / "words.json").read_text(encoding="utf-8"))


def person_name(random: Random) -> str:
    return " ".join(random.choice(WORDS[part]) for part in ("family_names", "middle_names", "given_names"))


def fonds_names(agency: Agency) -> list[str]:
    """Names of the agency's fonds; departments keep what was handed over at mergers."""
    if agency.code in WORDS["fonds"]:
        return WORDS["fonds"][agency.code]
    own = f"Phông {agency.name}"
    if agency.kind == Agency.Kind.DISTRICT:
        return [own, f"Phông HĐND {bare(agency)}", f"Phông Phòng Tài nguyên và Môi trường {bare(agency)}"]
    return [own]


def bare(agency: Agency) -> str:
    """ "huyện Đại Lộc" of "UBND huyện Đại Lộc"."""
    return agency.name.removeprefix("UBND ")


def subjects(agency: Agency) -> list[str]:
    """What the files of the agency are about: its own field first, then what every office keeps."""
    known = WORDS["subjects"]
    own = known.get(agency.code) or known.get(agency.kind, [])
    return own + (known["office"][:4] if agency.kind == Agency.Kind.COMMUNE else known["office"])


def places(agency: Agency, agencies: dict[str, Agency]) -> list[str]:
    """A district's own communes, a commune's hamlets, and the province for everybody else."""
    if agency.kind == Agency.Kind.DISTRICT:
        return [bare(one) for one in agencies.values() if one.parent_id == agency.pk and not one.active_from]
    if agency.kind == Agency.Kind.COMMUNE:
        return [f"thôn {number}, {bare(agency)}" for number in range(1, 9)] + [bare(agency)]
    return WORDS["places"]
