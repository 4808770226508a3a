"""A backup as one file: a .tar whose last member, the manifest, names every other with its size and check sum."""

import fcntl
import hashlib
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import IO, Any, cast

from config.launch import sealing
from config.launch.copying import CopyFailed

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 2**20
PART = re.compile(r"\..+\.tar(\.age)?\.[a-z0-9_]{8}\.part")
Manifest = dict[str, Any]
Members = dict[str, dict[str, Any]]  # per member its "bytes" and "sha256"


class Hashed:
    """A file that reckons its check sum while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size)
        self.digest.update(data)
        self.size += len(data)
        return data

    @property
    def summary(self) -> dict[str, Any]:
        return {"bytes": self.size, "sha256": self.digest.hexdigest()}


def write(folder: Path, manifest: Manifest, target: Path, public_key: str = "") -> None:
    """The folder's files and the manifest as `target`, which only its owner reads; it is there whole or not at all."""
    drop_dead_parts(target.parent)
    # Beside the target and with another name until all of it is on the disk.
    with NamedTemporaryFile(prefix=f".{target.name}.", suffix=".part", dir=target.parent) as part:
        with suppress(OSError):  # a share that knows no locks keeps what a killed backup left
            fcntl.flock(part, fcntl.LOCK_EX)
        with sealing.sealed(part, public_key) as stream, tarfile.open(fileobj=stream, mode="w|") as archive:
            members = {str(path.relative_to(folder)): add(archive, folder, path) for path in files_of(folder)}
            add_manifest(archive, {"format": FORMAT, **manifest, "members": members})
        part.flush()
        os.fsync(part.fileno())
        os.link(part.name, target)  # fails where somebody made the file meanwhile
    flush_folder(target.parent)


def drop_dead_parts(folder: Path) -> None:
    """Delete what a backup that was killed left in the folder; one that is being written is locked."""
    for path in folder.iterdir():
        if PART.fullmatch(path.name):
            with suppress(OSError), open(path, "r+b") as part:
                fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def add(archive: tarfile.TarFile, folder: Path, path: Path) -> dict[str, Any]:
    info = archive.gettarinfo(path, str(path.relative_to(folder)))
    info.type, info.linkname, info.size = tarfile.REGTYPE, "", path.stat().st_size  # a hard link's content too
    with open(path, "rb") as source:
        hashed = Hashed(source)
        archive.addfile(info, cast(IO[bytes], hashed))  # it is only read
    return hashed.summary


def add_manifest(archive: tarfile.TarFile, manifest: Manifest) -> None:
    with NamedTemporaryFile() as file:
        file.write(json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        file.seek(0)
        archive.addfile(archive.gettarinfo(arcname=MANIFEST, fileobj=file), file)


def flush_folder(folder: Path) -> None:
    """A new name is on the disk only once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check(source: Path, key_file: Path | None = None, into: Path | None = None) -> Manifest:
    """Read the whole archive, into a folder where one is named; returns its manifest.

    Raises CopyFailed where it is damaged, not whole, or no backup.
    """
    if not source.is_file():
        raise CopyFailed(f"There is no file {source}.")
    members: Members = {}
    manifest: Manifest | None = None
    try:
        with opened(source, key_file) as archive:
            for info in archive:
                if manifest is not None:
                    raise CopyFailed(f"{source} goes on behind its manifest: it was changed.")
                hashed = Hashed(content_of(archive, info))
                if info.name == MANIFEST:
                    manifest = json.loads(hashed.read())
                else:
                    copy(hashed, into and into / safe(info.name))
                    members[info.name] = hashed.summary
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise CopyFailed(f"{source} is damaged or no backup: {error}.")
    return judged(source, manifest, members)


@contextmanager
def opened(source: Path, key_file: Path | None) -> Iterator[tarfile.TarFile]:
    with sealing.unsealed(source, key_file) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        yield archive


def content_of(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(info) if info.isfile() else None
    if content is None:
        raise CopyFailed(f"{info.name} in the archive is no file: this is none of our backups.")
    return content


def safe(name: str) -> PurePosixPath:
    """The name, which never leaves the folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise CopyFailed(f"{name} in the archive leads out of its folder: this is none of our backups.")
    return path


def copy(source: Hashed, target: Path | None) -> None:
    """Read to the end; keep what is read where a target is named, for its owner only."""
    if target:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(target or os.devnull, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        while data := source.read(CHUNK):
            file.write(data)
        if target:
            file.flush()
            os.fsync(file.fileno())


def judged(source: Path, manifest: Manifest | None, members: Members) -> Manifest:
    """The manifest of an archive that holds exactly what it names. Raises CopyFailed."""
    if manifest is None:
        raise CopyFailed(f"{source} has no manifest: it is not whole, or an older portal made it.")
    if manifest.get("format") != FORMAT:
        raise CopyFailed(f"{source} has another format: a newer portal made it.")
    named: Members = manifest["members"]
    wrong = sorted(name for name in named.keys() | members.keys() if named.get(name) != members.get(name))
    if wrong:
        raise CopyFailed(
            f"{source} is damaged: {', '.join(wrong[:10])} differ from the manifest ({len(wrong)} in all)."
        )
    return manifest
