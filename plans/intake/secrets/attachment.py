"""In the child: whether a document that somebody attaches carries a mark of secrecy."""

import zipfile

from agencies.secrecy.marks import file_name_is_marked
from agencies.secrecy.office_texts import TooMuch, office_texts
from agencies.secrecy.stamps import carries_stamp
from plans.intake.workbook.archives import Refusal

from .pdf_texts import pdf_texts

TEXTS = {".pdf": pdf_texts, ".docx": office_texts, ".xlsx": office_texts}


def look_at(data: bytes, file_name: str, suffix: str) -> None:
    """Raises Refusal where the name or a text of the document carries a mark, or it cannot be looked at.

    A picture has no text: only its name is judged.
    """
    try:
        if file_name_is_marked(file_name) or (suffix in TEXTS and carries_stamp(TEXTS[suffix](data))):
            raise Refusal("secret")
    except TooMuch:
        raise Refusal("bomb") from None
    except (zipfile.BadZipFile, NotImplementedError):
        raise Refusal("damaged") from None
