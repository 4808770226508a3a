"""The XML inside a workbook, taken by parsers: any quotes, prefixes, encodings and spaces that XML allows.

Small parts go through expat, which costs the child next to nothing; the rows of a sheet through lxml, where needed.
"""

import re
from collections.abc import Iterator
from typing import IO, Any, NamedTuple
from xml.parsers import expat

from .archives import Refusal

DECLARED = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]+)["']""")
PLAIN_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")


class Element(NamedTuple):
    """The start of an element: names without their prefixes."""

    parent: str
    name: str
    attributes: dict[str, str]


def elements(part: bytes, *names: str) -> list[Element]:
    """The elements of these names, as far as the part can be read. Raises Refusal where it declares entities."""
    found: list[Element] = []
    path = [""]

    def begin(name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name in names:
            found.append(Element(path[-1], name, {local(key): value for key, value in attributes.items()}))
        path.append(name)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, lambda name: path.pop()
    parser.StartDoctypeDeclHandler = refuse_entities
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError, ValueError):
        pass  # the reader of the sheets says what is wrong with it
    return found


def refuse_entities(*declared: object) -> None:
    raise Refusal("bomb")


def local(name: str) -> str:
    """A name without its prefix or namespace."""
    return name.rpartition(":")[2].rpartition("}")[2]


def is_plain(start: bytes) -> bool:
    """True where a part that begins so is written in UTF-8, which is all that the reader of the sheets knows."""
    if b"\0" in start[:4] or start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    declared = DECLARED.search(start[:200])
    return declared is None or declared[1].lower() in PLAIN_ENCODINGS


def text_of_part(part: bytes) -> str:
    """The letters of a part, in whichever encoding it is written."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        return part.decode("utf-16", "replace")
    if b"\0" in part[:4]:
        return part.decode("utf-16-be" if part[:1] == b"\0" else "utf-16-le", "replace")
    declared = DECLARED.search(part[:200])
    try:
        return part.decode(declared[1].decode() if declared else "utf-8", "replace")
    except LookupError:
        return part.decode("utf-8", "replace")


def branches(file: IO[bytes], *names: str) -> Iterator[Any]:
    """Each element of these names with all that is in it, one at a time. Raises Refusal where it is no whole XML."""
    from lxml import etree  # most workbooks need no second look

    try:
        found = etree.iterparse(
            file, events=("end",), tag=[f"{{*}}{name}" for name in names], no_network=True, resolve_entities=False
        )
        for _, element in found:
            if element.getroottree().docinfo.internalDTD is not None:
                raise Refusal("bomb")
            yield element
            forget(element)
    except etree.XMLSyntaxError:
        raise Refusal("damaged") from None


def forget(element: Any) -> None:
    """Frees an element and what was before it."""
    element.clear(keep_tail=True)
    while element.getprevious() is not None:
        del element.getparent()[0]


def name_of(element: Any) -> str:
    """The name of an element of a branch without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """The value of an attribute, whatever its prefix; "" where there is none."""
    found = element.get(name)
    if found is None:
        found = next((value for key, value in element.items() if key.endswith(f"}}{name}")), "")
    return str(found)


def inside(element: Any, name: str) -> str | None:
    """The text of the first child of that name, None where there is no such child."""
    return next(("".join(each.itertext()) for each in element if name_of(each) == name), None)


def whole(text: str) -> int:
    """The number that the text is, 0 where it is none."""
    return int(text) if text.strip().isdecimal() else 0
