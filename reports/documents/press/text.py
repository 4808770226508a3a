"""Text set in lines: broken at spaces, and inside a word only where the word alone is wider than the line."""

import re

JOINTS = re.compile(r"(?<=[/–_.,;-])")
SPACES = dict.fromkeys(map(ord, "\t\n\r\xa0"), " ")
ALIGN = {"left": 0, "center": 0.5, "right": 1}


def wrapped(face, size, text, width):
    """[(glyphs, width in points)] of the lines of the text in a column `width` points wide."""
    room, scale = width * 1000 / size, size / 1000
    space, gap = face.word(" ")
    lines, held, used = [], [], 0
    for word in text.translate(SPACES).split(" ") if text else ():
        glyphs, wide = face.word(word)
        if held and used + gap + wide > room:
            lines.append((space.join(held), used * scale))
            held, used = [], 0
        if wide > room:
            *whole, (glyphs, wide) = broken(face, word, room)
            lines += [(part, length * scale) for part, length in whole]
        used += wide + (gap if held else 0)
        held.append(glyphs)
    return [*lines, (space.join(held), used * scale)] if held else lines


def broken(face, word, room):
    """The parts of a word too long for any line: after / or - where it can be, else between letters."""
    pieces = [part for part in JOINTS.split(word) if part]
    if any(face.word(part)[1] > room for part in pieces):
        pieces = list(word)
    parts, held, used = [], "", 0
    for piece in pieces:
        glyphs, wide = face.word(piece)
        if held and used + wide > room:
            parts.append((held, used))
            held, used = "", 0
        held, used = held + glyphs, used + wide
    return [*parts, (held, used)]


def shown(face, size, lines, box, top, leading, align="left"):
    """Operators that show the lines, the first one's base line at `top`, within box = (left, width) in points."""
    left, width, share = *box, ALIGN[align]
    parts, x, y = [f"BT /{face.name} {size} Tf"], 0, 0
    for place, (glyphs, wide) in enumerate(lines):
        at, base = left + (width - wide) * share, top - place * leading
        parts.append(f"{at - x:.2f} {base - y:.2f} Td <{glyphs}> Tj")
        x, y = at, base
    return " ".join([*parts, "ET"])
