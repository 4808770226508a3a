"""Storage that cannot be written: pages are still read, and what writes says why it did not."""

import errno
from http import HTTPStatus

from django.db import OperationalError

from .later import Later

NO_ROOM = "Máy chủ hết chỗ lưu nên chưa ghi được gì; các trang vẫn xem được. Báo người quản trị hệ thống."
READ_ONLY = "Cổng không ghi được vào nơi lưu dữ liệu; các trang vẫn xem được. Báo người quản trị hệ thống."
LOCKED = "Cơ sở dữ liệu đang bận nên chưa ghi được gì."
# Words of SQLite and PostgreSQL.
WORDS = {
    "disk is full": NO_ROOM,
    "no space left": NO_ROOM,
    "readonly database": READ_ONLY,
    "unable to open database": READ_ONLY,
    "database is locked": LOCKED,
    "lock timeout": LOCKED,
}
NUMBERS = {errno.ENOSPC: NO_ROOM, errno.EDQUOT: NO_ROOM, errno.EROFS: READ_ONLY}


class NotWritten(Later):
    """The storage takes nothing now."""

    status = HTTPStatus.INSUFFICIENT_STORAGE


def not_written(exception: Exception) -> NotWritten | None:
    """What to say of an exception that means this, or None."""
    sentence = None
    if isinstance(exception, OperationalError):
        sentence = next((said for words, said in WORDS.items() if words in str(exception).lower()), None)
    elif isinstance(exception, OSError):
        sentence = NUMBERS.get(exception.errno or 0)
    return NotWritten(sentence, 20 if sentence == LOCKED else 300) if sentence else None
