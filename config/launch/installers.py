"""Fill .venv from a hashed lock: with uv, which its own wheel brings, or with pip where there is no such wheel."""

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from config.launch import system
from config.launch.places import PYTHON, ROOT, VENV, Command

UV_LOCK = "requirements-uv.lock"
NO_UV = "uv is not to be had here; pip makes the environment, which takes longer. / Không có uv, dùng pip (lâu hơn)."


class EnvironmentFailed(Exception):
    """The environment could not be made; the message says what to do."""


def install(lock: Path) -> None:
    """Make .venv hold the packages of the lock."""
    uv = shutil.which("uv") or uv_from_wheel()
    if uv and install_with_uv(uv, lock):
        return
    print(NO_UV, flush=True)
    install_with_pip(lock)


def uv_from_wheel() -> str | None:
    """Path of the uv that pip installs into .venv from its locked wheel; None where this machine gets none."""
    uv = VENV / "bin" / "uv"
    if not has_pip():
        make_venv()
    if not uv.exists() and subprocess.run([*pip_install(ROOT / UV_LOCK), "--only-binary=:all:"], cwd=ROOT).returncode:
        return None
    return str(uv) if works(uv, "--version") else None


def install_with_uv(uv: str, lock: Path) -> bool:
    """False when uv fails, so that pip has a try."""
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    steps = [] if works(PYTHON) else [[uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)]]
    steps += [[uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", "-r", str(lock)]]
    if sys.dont_write_bytecode:  # else Python compiles what it imports, once
        steps[-1].append("--compile-bytecode")
    return all(subprocess.run(step, env=environment, cwd=ROOT).returncode == 0 for step in steps)


def install_with_pip(lock: Path) -> None:
    """Slower, and on every machine."""
    if not has_pip():
        make_venv()
    if subprocess.run(pip_install(lock), cwd=ROOT).returncode:
        raise EnvironmentFailed("pip could not install the packages (message above). Is a package index reachable?")


def pip_install(lock: Path) -> Command:
    return [*pip(), "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock]


def pip() -> Command:
    """The command of pip in .venv: straight from the wheel that Python brings along, where there is one."""
    wheel = pip_wheel()
    return [PYTHON, wheel / "pip"] if wheel else [PYTHON, "-m", "pip"]


def pip_wheel() -> Path | None:
    """The wheel of pip that ensurepip or the distribution keeps: using it saves seconds of installing pip itself."""
    ensurepip, kept = importlib.util.find_spec("ensurepip"), sysconfig.get_config_var("WHEEL_PKG_DIR")
    folders = [Path(ensurepip.origin).parent / "_bundled"] if ensurepip and ensurepip.origin else []
    folders += [Path(kept)] if kept else []
    return max((wheel for folder in folders for wheel in folder.glob("pip-*.whl")), default=None)


def has_pip() -> bool:
    return works(PYTHON) and works(*pip(), "--version")


def works(program: str | Path, *arguments: str | Path) -> bool:
    """Whether the program starts: a venv breaks when its Python is removed or its folder moved."""
    command: Command = [program, *(arguments or ("-c", ""))]
    return Path(program).exists() and subprocess.run(command, capture_output=True).returncode == 0


def make_venv() -> None:
    """Make .venv anew; on Debian, install what its Python lacks for that, or say what."""
    if not can_make_venv():
        system.install_packages(["python3-venv"])
        importlib.invalidate_caches()
    if not can_make_venv():
        raise EnvironmentFailed("This Python has no ensurepip. Install it: apt-get install python3-venv")
    without_pip = ["--without-pip"] if pip_wheel() else []
    if subprocess.run([sys.executable, "-m", "venv", "--clear", *without_pip, VENV]).returncode:
        raise EnvironmentFailed(f"{sys.executable} -m venv failed; its message is above.")


def can_make_venv() -> bool:
    return bool(pip_wheel() or importlib.util.find_spec("ensurepip"))
