"""In the child: the text layer of a PDF, with its properties, annotations and form fields."""

import io
from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from plans.intake.workbook.archives import Refusal


def pdf_texts(data: bytes) -> Iterator[str]:
    """Line by line; a scanned page has none. Raises Refusal where the file is locked or no PDF at all."""
    reader = opened(data)
    yield from (str(value) for value in (reader.metadata or {}).values())
    for page in reader.pages:
        yield from lines_of(page)
        yield from notes_on(page)


def opened(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        if not locked and len(reader.pages):
            return reader
    except (PyPdfError, LookupError, TypeError, AttributeError):
        raise Refusal("damaged") from None
    except (NotImplementedError, DependencyError):  # a cipher that cannot be read here
        locked = True
    raise Refusal("encrypted" if locked else "damaged")


def lines_of(page: PageObject) -> list[str]:
    """The page's text; a page whose text cannot be taken out is as a scanned one."""
    try:
        return page.extract_text().splitlines()
    except (PyPdfError, LookupError, TypeError, AttributeError, ValueError, NotImplementedError, DependencyError):
        return []


def notes_on(page: PageObject) -> Iterator[str]:
    """What annotations, stamps and form fields of the page say."""
    try:
        notes = [each.get_object() for each in page.get("/Annots") or []]
        texts = [str(note.get(key) or "") for note in notes for key in ("/Contents", "/V")]
    except (PyPdfError, LookupError, TypeError, AttributeError):
        return
    for text in texts:
        yield from text.splitlines()
