"""The data folder belongs to the portal alone: database, key and people's files lie in it."""

from contextlib import suppress
from pathlib import Path
from stat import S_IMODE, S_IRWXU, S_ISVTX

OTHERS = 0o077


def private_folder(path: Path) -> Path:
    """The folder, made where it is missing; one that others may look into is closed to them.

    Where it is not ours to close, or a folder of everybody like /tmp, it stays as it is.
    """
    path.mkdir(mode=S_IRWXU, parents=True, exist_ok=True)
    mode = S_IMODE(path.stat().st_mode)
    if mode & OTHERS and not mode & S_ISVTX:
        with suppress(OSError):
            path.chmod(mode & S_IRWXU)
    return path
