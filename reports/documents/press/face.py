"""A font face as PDF needs it: the width of words, their glyphs in hexadecimal, and what is embedded in the end."""

import io
from functools import lru_cache

import pydyf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WORDS = 50_000  # remembered at a time
MARKS = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Text def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange {} endcmap end end"
)


@lru_cache(maxsize=6)
def measures(path):
    """({character: glyph}, {glyph: width in 1/1000 em}, facts of the font's head), read once a process."""
    with TTFont(path, lazy=True) as font:
        unit, numbers = 1000 / font["head"].unitsPerEm, font.getReverseGlyphMap()
        cmap = {chr(code): numbers[name] for code, name in font.getBestCmap().items()}
        widths = {numbers[name]: round(advance * unit) for name, (advance, _) in font["hmtx"].metrics.items()}
        head, line = font["head"], font["hhea"]
        facts = {
            "FontBBox": pydyf.Array(round(side * unit) for side in (head.xMin, head.yMin, head.xMax, head.yMax)),
            "Ascent": round(line.ascent * unit), "Descent": round(line.descent * unit),
            "CapHeight": round(getattr(font["OS/2"], "sCapHeight", line.ascent) * unit),
            "ItalicAngle": font["post"].italicAngle, "Flags": 6, "StemV": 80,
        }  # fmt: skip
    return cmap, widths, facts


class Face:
    """One face in one PDF. Every word is measured once: a list of files says the same words again and again."""

    def __init__(self, path, name):
        self.path, self.name = path, name
        self.cmap, self.widths, self.facts = measures(path)
        self.words, self.used = {}, {}
        self.reference = pydyf.Dictionary()

    def word(self, text):
        """(its glyphs in hexadecimal, its width in 1/1000 em)"""
        known = self.words.get(text)
        if known is None:
            if len(self.words) > WORDS:
                self.words.clear()
            glyphs = [self.glyph(character) for character in text]
            known = "".join(f"{glyph:04X}" for glyph in glyphs), sum(self.widths[glyph] for glyph in glyphs)
            self.words[text] = known
        return known

    def glyph(self, character):
        """A character the font lacks shows as its empty box."""
        glyph = self.cmap.get(character, 0)
        self.used[glyph] = character
        return glyph

    def embed(self, pdf):
        """Put the glyphs that were used into the PDF, and fill the reference the pages already point to."""
        file = added(pdf, pydyf.Stream([self.subset()], compress=True))
        described = {"Type": "/FontDescriptor", "FontName": f"/{self.name}", "FontFile2": file.reference, **self.facts}
        descriptor = added(pdf, pydyf.Dictionary(described))
        widths = pydyf.Array(item for glyph in sorted(self.used) for item in (glyph, f"[{self.widths[glyph]}]"))
        glyphs = added(pdf, pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": f"/{self.name}", "W": widths,
            "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>", "CIDToGIDMap": "/Identity",
            "FontDescriptor": descriptor.reference,
        }))  # fmt: skip
        said = added(pdf, pydyf.Stream([self.unicode()], compress=True))
        self.reference.update({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{self.name}", "Encoding": "/Identity-H",
            "DescendantFonts": pydyf.Array([glyphs.reference]), "ToUnicode": said.reference,
        })  # fmt: skip

    def subset(self):
        options = Options(retain_gids=True, layout_features=[], notdef_outline=True, hinting=False, name_IDs=[])
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "DSIG", "post", "OS/2"]
        with TTFont(self.path) as font:
            maker = Subsetter(options)
            maker.populate(gids=self.used)
            maker.subset(font)
            target = io.BytesIO()
            font.save(target)
        return target.getvalue()

    def unicode(self):
        """Which character each glyph stands for, so that text can be searched and copied."""
        pairs = [f"<{glyph:04X}> <{text.encode('utf-16-be').hex()}>" for glyph, text in sorted(self.used.items())]
        batches = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        blocks = (f"{len(each)} beginbfchar {' '.join(each)} endbfchar" for each in batches)
        return MARKS.format(" ".join(blocks)).encode()


def added(pdf, part):
    pdf.add_object(part)
    return part
