"""Backups that only the holder of a private key can read: the format of `age`, by pyrage."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import IO

from config.launch.copying import CopyFailed

HEAD = b"age-encryption.org/"
Work = Callable[[IO[bytes]], None]


@contextmanager
def sealed(target: IO[bytes], public_key: str) -> Iterator[IO[bytes]]:
    """A stream whose content arrives in the target encrypted for the key ("age1…"), or as it is without one."""
    if not public_key:
        yield target
        return
    pyrage = library()
    try:
        recipient = pyrage.x25519.Recipient.from_str(public_key)
    except pyrage.RecipientError as error:
        raise CopyFailed(f"The public key of backups is none of age's (age1…): {error}.")
    with piped(lambda reading: pyrage.encrypt_io(reading, target, [recipient]), write_here=True) as writing:
        yield writing


@contextmanager
def unsealed(source: Path, key_file: Path | None) -> Iterator[IO[bytes]]:
    """The archive's content. Raises CopyFailed where it is encrypted and the private key is missing or another."""
    with open(source, "rb") as file:
        if not is_sealed(source):
            yield file
            return
        pyrage, identities = library(), private_keys(source, key_file)
        with piped(lambda writing: pyrage.decrypt_io(file, writing, identities), write_here=False) as reading:
            yield reading


def is_sealed(source: Path) -> bool:
    with open(source, "rb") as file:
        return file.read(len(HEAD)) == HEAD


def private_keys(source: Path, key_file: Path | None) -> list[object]:
    """The keys in a file as age-keygen writes it: comments, and a line AGE-SECRET-KEY-1… for each key."""
    if key_file is None:
        raise CopyFailed(f"{source} is encrypted: name the file of the private key with --key FILE.")
    lines = [line.strip() for line in key_file.read_text().splitlines()]
    pyrage = library()
    try:
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError:
        keys = []
    if not keys:
        raise CopyFailed(f"{key_file} holds no private key of age (AGE-SECRET-KEY-1…).")
    return keys


def new_key() -> tuple[str, str]:
    """A private key and its public one."""
    identity = library().x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def library() -> ModuleType:
    # The launcher runs before anything is installed; only encrypted backups need this.
    import pyrage

    return pyrage


@contextmanager
def piped(work: Work, write_here: bool) -> Iterator[IO[bytes]]:
    """Our end of a pipe; `work` has the other end in a thread, which ends with the block. Its failure is raised."""
    failures: list[Exception] = []
    reader, writer = os.pipe()
    here, there = (writer, reader) if write_here else (reader, writer)

    def run() -> None:
        try:
            with open(there, "rb" if write_here else "wb") as stream:
                work(stream)
        except Exception as error:
            failures.append(error)

    thread = Thread(target=run)
    thread.start()
    try:
        with open(here, "wb" if write_here else "rb") as stream:
            yield stream
    finally:
        thread.join()
        if failures and not isinstance(failures[0], BrokenPipeError):
            raise CopyFailed(f"The backup could not be encrypted or decrypted: {failures[0]}.")
