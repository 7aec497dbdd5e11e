"""The virtual environment `.venv` in the project's root: what is in it, and how it gets there.

It is made without `ensurepip`, which Debian keeps in a package of its own, and filled by the pip
that the machine has. A stamp tells what was installed, so that a second run has nothing to do.
"""

import hashlib
import importlib.util
import json
import re
import shlex
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

LAYERS = ("runtime", "test", "lint")
"""The requirement files, each resting on the ones before it."""

PIP_WITH_PYTHON_OPTION = (22, 3)
"""The first pip that can install into another environment (`--python`)."""

PIP_SETTINGS = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_ROOT_USER_ACTION": "ignore",
    "PIP_USER": "0",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are for the project in `root`."""

    root: Path

    @property
    def venv(self) -> Path:
        """The environment's folder."""
        return self.root / ".venv"

    @property
    def stamp(self) -> Path:
        """The file that tells what was installed."""
        return self.venv / "cafaudit-setup.json"

    @property
    def log(self) -> Path:
        """All that pip and apt-get printed during the last set-up."""
        return self.venv / "cafaudit-setup.log"

    @property
    def scripts(self) -> Path:
        """The folder of the environment's programs."""
        return self._path("scripts")

    @property
    def site_packages(self) -> Path:
        """The folder of the environment's packages."""
        return self._path("purelib")

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.program("python")

    def program(self, name: str) -> Path:
        """A program of the environment."""
        return self.scripts / (f"{name}.exe" if sys.platform == "win32" else name)

    def requirements(self, layer: str) -> Path:
        """The pinned file of a layer."""
        return self.root / "requirements" / f"{layer}.txt"

    def _path(self, kind: str) -> Path:
        base = str(self.venv)
        return Path(sysconfig.get_path(kind, scheme="venv", vars={"base": base, "platbase": base}))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a set-up left behind: Python (as "3.11"), project folder, SHA-256 of each layer's file."""

    python: str
    project: str
    layers: Mapping[str, str] = field(default_factory=dict)


def own_python() -> str:
    """The version of the interpreter that is running, as "3.11"."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def fingerprint(file: Path) -> str:
    """SHA-256 of a requirement file, whatever line ends a checkout gave it."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def read_stamp(file: Path) -> Stamp | None:
    """The stamp, or None where there is none or it cannot be understood."""
    try:
        return Stamp(**json.loads(file.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write_stamp(file: Path, stamp: Stamp) -> None:
    """Put the stamp in place in one move, so that a half-written one never counts."""
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
    beside.replace(file)


def unfit(layout: Layout, stamp: Stamp | None) -> str:
    """Why an existing environment cannot be used and is made anew; empty when it can or there is none."""
    if not layout.venv.exists():
        return ""
    if not layout.python.exists():
        return "its Python is gone"
    if _version_inside(layout.venv) != own_python():
        return f"it was made for another Python than {own_python()}"
    if stamp is not None and stamp.project != str(layout.root):
        return "the project was moved"
    return ""


def _version_inside(venv: Path) -> str:
    settings = venv / "pyvenv.cfg"
    text = settings.read_text(encoding="utf-8") if settings.is_file() else ""
    found = re.search(r"^version(?:_info)?\s*=\s*(\d+\.\d+)", text, re.MULTILINE)
    return found[1] if found else ""


def layers_to_install(wanted: Sequence[str], layout: Layout, stamp: Stamp | None) -> list[str]:
    """The wanted layers that are not installed as their files stand now."""
    installed = {} if stamp is None else stamp.layers
    return [layer for layer in wanted if installed.get(layer) != fingerprint(layout.requirements(layer))]


def stamp_after(layout: Layout, stamp: Stamp | None, installed: Sequence[str]) -> Stamp:
    """The stamp that is true once `installed` layers have come in on top of `stamp`."""
    before = {} if stamp is None else stamp.layers
    now = {layer: fingerprint(layout.requirements(layer)) for layer in installed}
    return Stamp(python=own_python(), project=str(layout.root), layers={**before, **now})


def venv_command(layout: Layout, *, anew: bool) -> list[str]:
    """The command that makes the environment, without pip in it."""
    clear = ["--clear"] if anew else []
    return [sys.executable, "-m", "venv", "--without-pip", *clear, str(layout.venv)]


def pip_version(printed: str) -> tuple[int, int] | None:
    """The version in what `pip --version` prints; None where it is not pip that answered."""
    found = re.match(r"pip (\d+)\.(\d+)", printed)
    return (int(found[1]), int(found[2])) if found else None


def pip_command(
    layout: Layout, version: tuple[int, int] | None, folder: Path | None, *, has_ensurepip: bool
) -> list[str] | None:
    """How to call pip for the environment, given what the machine has; None when it has no pip.

    Args:
        layout: Where the environment is.
        version: Version of the machine's pip; None when there is none.
        folder: The machine's pip as a folder, for one too old to know `--python`.
        has_ensurepip: Whether Python can put a pip of its own into the environment.
    """
    if version is not None and version >= PIP_WITH_PYTHON_OPTION:
        return [sys.executable, "-m", "pip", "--python", str(layout.python)]
    if version is not None and folder is not None:
        return [str(layout.python), str(folder)]
    return [str(layout.python), "-m", "pip"] if has_ensurepip else None


def find_pip(layout: Layout) -> list[str] | None:
    """How to call pip for the environment on this machine; None when it has no pip."""
    spec = importlib.util.find_spec("pip")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False
    )
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    return pip_command(layout, pip_version(asked.stdout), folder, has_ensurepip=has_ensurepip)


def install_arguments(layout: Layout, layers: Sequence[str]) -> list[str]:
    """What pip is told: these files, every hash checked, wheels only, so nothing is built or run."""
    files = [argument for layer in layers for argument in ("-r", str(layout.requirements(layer)))]
    return ["install", "--progress-bar", "off", "--only-binary", ":all:", "--require-hashes", *files]


def packages_in(files: Sequence[Path]) -> int:
    """How many packages the requirement files name, each counted once."""
    names = re.findall(
        r"^([A-Za-z0-9][\w.-]*)==", "\n".join(f.read_text(encoding="utf-8") for f in files), re.M
    )
    return len(set(names))


def pip_follower(total: int, note: Callable[[str], None]) -> Callable[[str], None]:
    """A reader of pip's lines that notes how many of `total` packages have been fetched."""
    seen = 0

    def on_line(line: str) -> None:
        nonlocal seen
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            seen += 1
            name = line.removeprefix("Requirement already satisfied: ").removeprefix("Collecting ")
            note(f"package {min(seen, total)} of {total}: {re.split('[=<>! (]', name)[0]}")
        elif line.startswith("Installing collected packages"):
            note("unpacking")

    return on_line


def launcher(layout: Layout, *, windows: bool) -> str:
    """The text of the `cafaudit` program; `-P` keeps a folder named ui where it is started out of the way."""
    if windows:
        return '@"%~dp0python.exe" -P -m ui %*\r\n'
    return f'#!/bin/sh\nexec {shlex.quote(str(layout.python))} -P -m ui "$@"\n'


def put_on_path(layout: Layout) -> None:
    """Make the project importable in the environment and give it the program `cafaudit`."""
    (layout.site_packages / "cafaudit-project.pth").write_text(f"{layout.root}\n", encoding="locale")
    windows = sys.platform == "win32"
    program = layout.scripts / ("cafaudit.cmd" if windows else "cafaudit")
    program.write_text(launcher(layout, windows=windows), encoding="utf-8", newline="")
    program.chmod(0o755)
