"""A list of the documents (văn bản) of each file, one row a document, instead of a list of files."""

import re

from agencies.formats.text import fold

from .header import Header
from .meaning import in_full

_OF_DOCUMENT = re.compile(
    r"(?:so thu tu|stt|tt|so|ten loai|loai|so (?:va )?ky hieu|so|ngay|ngay thang(?: nam)?|ngay ban hanh|tac gia|"
    r"co quan ban hanh|trich yeu(?: noi dung)?|noi dung|nguoi ky|do khan|ngon ngu|so trang|so to|to so)"
    r" (?:cua )?van ban(?: .*)?"
    r"|co quan ban hanh|tac gia(?: van ban)?|ten loai|nguoi ky|duong dan(?: .*)?|ten (?:file|tep)(?: .*)?"
)
FEWEST = 3


def lists_documents(header: Header) -> bool:
    """True where columns speak of single documents beside those of their file."""
    if not header.has("file_number") or not header.has("title"):
        return False
    texts = [in_full(fold(text)) for at, text in header.written.items() if at not in header.places]
    return sum(bool(_OF_DOCUMENT.fullmatch(text)) for text in texts) >= FEWEST
