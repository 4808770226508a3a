"""A document, a Word file and a workbook as lines of text."""

from docx.oxml.ns import qn


def lines_of_document(document):
    """Everything a document says, before it is Word, PDF or Excel."""
    yield from (f"{name}: {value}" for name, value in vars(document.letterhead).items())
    yield from (f"{block.kind}: {block.text}" for block in document.blocks)
    yield f"signer: {document.signer_title!r} {document.signer_name!r}; {' '.join(document.recipients)}"
    yield f"remark: {document.remark}"
    for annex in filter(None, [document.summary, *document.annexes]):
        yield from lines_of_annex(annex)


def lines_of_annex(annex):
    yield f"\n{annex.name}: {annex.title} ({annex.unit}) {annex.words} {[note.text for note in annex.notes]}"
    for column, number in zip(annex.columns, annex.numbering, strict=True):
        kind = f"{column.kind}{', summed' * column.summed}"
        yield f"    {column.key} {number} {column.title}: {column.width_mm} mm, {kind}"
    for row, (kind, texts) in zip(annex.rows, annex.shown_rows(), strict=True):
        if any(row.cells.get(column.key) for column in annex.columns if column.summed) or kind != "line":
            yield f"  {kind}: {' | '.join(texts)}{f'  {row.sources}' if row.sources else ''}"
        elif not any(column.summed for column in annex.columns):
            yield f"  {kind}: {' | '.join(texts)}"


def lines_of_word(word):
    """Sections, paragraphs and tables of a Word file with what they look like; of long tables the first rows."""
    for name in ("title", "author", "last_modified_by", "comments", "language"):
        yield f"{name}: {getattr(word.core_properties, name)}"
    for section in word.sections:
        sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin)
        heights = (section.top_margin, section.bottom_margin, section.header_distance, section.footer_distance)
        yield f"section: {[round(size.mm, 1) for size in (*sizes, *heights)]} {section.orientation}"
        yield f"  header: {section.header.paragraphs[0].alignment} {section.header.is_linked_to_previous}"
        yield f"  field: {[tag_of(element) for element in section.header._element.iter(qn('w:fldSimple'))]}"
        yield f"  first page: {section.first_page_header.is_linked_to_previous}"
    for style in word.styles:
        if style.type == 1 and any(letter in style.name for letter in "ộụảăú"):
            yield f"style {style.name}: {look_of_style(style)}"
    yield from (paragraph_line(paragraph) for paragraph in word.paragraphs)
    for table in word.tables[:5]:
        yield from lines_of_table(table)


def tag_of(element):
    """The element with what is in it: fldSimple(r(t))."""
    inner = ", ".join(map(tag_of, element))
    return element.tag.rpartition("}")[2] + (f"({inner})" if inner else "")


def look_of_style(style):
    form, font = style.paragraph_format, style.font
    outline = style.element.pPr.find(qn("w:outlineLvl"))
    level = None if outline is None else outline.get(qn("w:val"))
    indent = form.first_line_indent and round(form.first_line_indent.mm, 1)
    spaces = f"{indent} {form.space_after} {level} {form.keep_with_next}"
    return f"{font.size.pt} {font.bold} {font.italic} {form.alignment} {spaces}"


def paragraph_line(paragraph):
    form = paragraph.paragraph_format
    spaces = [space and round(space.pt, 1) for space in (form.space_before, form.space_after, form.left_indent)]
    runs = [(run.font.size and run.font.size.pt, run.bold, run.italic) for run in paragraph.runs]
    kept = " kept with next" if form.keep_with_next else ""
    return f"{paragraph.style.name}, {paragraph.alignment}, {spaces}{kept}, {runs}: {paragraph.text[:60]}"


def lines_of_table(table):
    margins = table._tbl.tblPr.find(qn("w:tblCellMar"))
    sides = [] if margins is None else [side.get(qn("w:w")) for side in margins]
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    yield f"\ntable: {table.alignment} {table.autofit} margins {sides} {'borders' if borders is not None else ''}"
    for number, row in enumerate(table.rows):
        if number < 3 or number == len(table.rows) - 1:
            marks = [child.tag.rpartition("}")[2] for child in (row._tr.trPr if row._tr.trPr is not None else [])]
            yield f"  row {number}: {marks}"
            for cell in row.cells:
                texts = "; ".join(paragraph_line(paragraph) for paragraph in cell.paragraphs)
                yield f"    {round(cell.width.mm, 1)} mm {cell.vertical_alignment}: {texts}"


def lines_of_page(sheet):
    """Paper, margins, header and columns of a worksheet."""
    page, margins, header = sheet.page_setup, sheet.page_margins, sheet.oddHeader.center
    fitted = sheet.sheet_properties.pageSetUpPr.fitToPage
    yield f"\nsheet {sheet.title}: {page.orientation} {page.paperSize} {page.fitToWidth} {page.fitToHeight} {fitted}"
    yield f"  first page {page.firstPageNumber} {page.useFirstPageNumber} {sheet.print_options.horizontalCentered}"
    yield f"  margins {[margins.left, margins.right, margins.top, margins.bottom]}"
    yield f"  header {sheet.HeaderFooter.differentFirst} {header.font} {header.size} {header.text}"
    yield f"  titles {sheet.print_title_rows}, frozen {sheet.freeze_panes}"
    yield f"  merged {sorted(map(str, sheet.merged_cells.ranges))}"
    yield f"  columns {dict(sorted((letter, one.width) for letter, one in sheet.column_dimensions.items()))}"


def lines_of_sheet(sheet, rows):
    """The page of a worksheet, and its first and last rows with what they look like."""
    yield from lines_of_page(sheet)
    for number in [n for n in range(1, sheet.max_row + 1) if n <= rows or n > sheet.max_row - 4]:
        yield f"  row {number}, height {sheet.row_dimensions[number].height}"
        for cell in sheet[number]:
            if cell.value is not None:
                yield f"    {cell.coordinate} {look_of_cell(cell)}: {str(cell.value)[:70]}"


def look_of_cell(cell):
    font, align = cell.font, cell.alignment
    border = "".join(side[0] for side in ("left", "right", "top", "bottom") if getattr(cell.border, side).style)
    wrapped = ("wrapped" if align.wrap_text else "") + ("shrunk" if align.shrink_to_fit else "")
    face = f"{font.name} {font.size}{' bold' * bool(font.b)}{' italic' * bool(font.i)}"
    return f"{face} {align.horizontal} {align.vertical} {wrapped} {border} {cell.number_format}"
