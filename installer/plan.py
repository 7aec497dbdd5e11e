"""What each subcommand of the bootstrap needs, and the order in which it is brought in and run."""

import argparse
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cafaudit.errors import CafAuditError, InputRefused
from installer import environment, libraries
from installer.console import INTERRUPTED, Console, follow, stream
from installer.libraries import PRETEND_SCREEN, QT, SCREEN, WITNESSES, Part

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE_NAME = "example-visit"
LAST_LINES = 15
"""How much of a failed program's output is shown; all of it is in the log."""


class SetUpFailed(CafAuditError):
    """The machine could not be made ready; what was installed so far stays and is used next time."""

    exit_status = 1


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be on the machine: layers of packages, system parts, and parts that are only wished for."""

    layers: Sequence[str]
    parts: Sequence[Part] = ()
    wished: Sequence[Part] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One program to run in the project's folder once all is ready."""

    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


def needs(arguments: argparse.Namespace) -> Needs:
    """What the chosen subcommand needs."""
    match arguments.action:
        case "test":
            screen = (*SCREEN, *PRETEND_SCREEN) if arguments.xvfb else ()
            return Needs(("runtime", "test"), parts=(*QT, *screen), wished=WITNESSES)
        case "lint":
            return Needs(environment.LAYERS)
        case "run":
            return Needs(("runtime",), parts=(*QT, *SCREEN))
        case "setup" if arguments.dev:
            return Needs(environment.LAYERS, wished=(*QT, *SCREEN, *PRETEND_SCREEN, *WITNESSES))
        case _:
            return Needs(("runtime",), wished=(*QT, *SCREEN))


def runs(
    arguments: argparse.Namespace, layout: environment.Layout, variables: Mapping[str, str]
) -> list[Run]:
    """The programs that the chosen subcommand runs, in order."""
    python = str(layout.python)
    program = [python, "-P", "-m", "ui"]
    match arguments.action:
        case "test":
            return [_tests(arguments, python)]
        case "lint":
            return [Run([str(layout.program(name)), *rest]) for name, *rest in LINT]
        case "run":
            if not has_screen(variables):
                raise InputRefused(
                    "There is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set.",
                    "Start this from a desktop session, or do the job without one: bootstrap.py example.",
                )
            return [Run(program)]
        case "example":
            folder = arguments.folder or str(free_name(layout.root / EXAMPLE_NAME))
            return [Run([*program, "example", folder])]
        case _:
            return []


LINT = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
)
"""Lint, format, types and import contracts; their settings are in pyproject.toml."""


SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile")
"""Two processes share the files of tests. Not while measuring, and not where one screen has one keyboard."""


def _tests(arguments: argparse.Namespace, python: str) -> Run:
    command = [python, "-m", "pytest"]
    if arguments.speed:
        command += ["-m", "speed"]
    elif arguments.long:
        command += ["-m", "not speed"]
    if not arguments.speed and not arguments.xvfb:
        command += SIDE_BY_SIDE
    env = {"QT_QPA_PLATFORM": "offscreen"}
    if arguments.xvfb:
        command = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1366x768x24", *command]
        env = {"QT_QPA_PLATFORM": "xcb", "CAFAUDIT_TEST_PLATFORM": "xcb"}
    if arguments.long:
        env["HYPOTHESIS_PROFILE"] = "long"
    return Run([*command, *arguments.rest], env)


def has_screen(variables: Mapping[str, str]) -> bool:
    """Whether a window can open; only Linux can be without a screen."""
    asked_for = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(variables.get(name) for name in asked_for)


def free_name(wished: Path) -> Path:
    """The wished folder, or the first of NAME-2, NAME-3 and so on that does not exist."""
    if not wished.exists():
        return wished
    numbered = (wished.with_name(f"{wished.name}-{number}") for number in itertools.count(2))
    return next(folder for folder in numbered if not folder.exists())


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Understand the command line; what follows `--` after `test` goes to pytest."""
    parser = argparse.ArgumentParser(
        prog="bootstrap.py", description="Sets CafAudit up on this machine and starts what you name."
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="example|test|run|setup|lint")
    example = actions.add_parser("example", help="set up, then do the whole job on the shipped example")
    example.add_argument("folder", nargs="?", default="", help=f"new folder, usually {EXAMPLE_NAME}")
    test = actions.add_parser("test", help="set up, then run the tests")
    test.add_argument("--long", action="store_true", help="also the tests that take minutes")
    test.add_argument("--speed", action="store_true", help="only the tests that measure time and memory")
    test.add_argument("--xvfb", action="store_true", help="in windows on a pretended screen (Linux)")
    test.add_argument("rest", nargs="*", metavar="PYTEST", help="after --: words for pytest")
    actions.add_parser("run", help="set up, then open the window")
    setup = actions.add_parser("setup", help="set up only")
    setup.add_argument("--dev", action="store_true", help="with everything that tests and lint need")
    actions.add_parser("lint", help="set up, then check lint, format, types and imports")
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Make ready, run, and return the exit status of what was run."""
    arguments = parse(words)
    layout = environment.Layout(ROOT)
    try:
        to_run = runs(arguments, layout, os.environ)
        set_up(needs(arguments), layout)
        return follow_all(to_run, layout.root)
    except KeyboardInterrupt:
        print("\nStopped. Start the same command again to go on.", file=sys.stderr)
        return INTERRUPTED
    except CafAuditError as refusal:
        print(f"\n{refusal.message}\n{refusal.advice}", file=sys.stderr)
        return refusal.exit_status


def follow_all(to_run: Sequence[Run], folder: Path) -> int:
    """Run all of them, each in its turn; the first exit status that is not 0, or 0."""
    first = 0
    for run in to_run:
        if len(to_run) > 1:
            print(f"\n$ {Path(run.command[0]).stem} {' '.join(run.command[1:])}", flush=True)
        status = follow(run.command, folder, run.env)
        if status == INTERRUPTED:
            return status
        first = first or status
    return first


def set_up(needed: Needs, layout: environment.Layout) -> None:
    """Bring in what is missing; nothing is printed when all is there.

    Wished parts are tried, and mentioned, only together with the packages of Python, not at each start.

    Raises:
        SetUpFailed: A needed part could not be brought in.
    """
    stamp = environment.read_stamp(layout.stamp)
    unfit = environment.unfit(layout, stamp)
    make = bool(unfit) or not layout.venv.exists()
    stamp = None if make else stamp
    layers = environment.layers_to_install(needed.layers, layout, stamp)
    missing = libraries.missing((*needed.parts, *(needed.wished if layers else ())))
    groups = _package_groups(needed, missing)
    console = Console(total=make + bool(layers) + len(groups))
    if make:
        _make_environment(layout, console, unfit)
    if layers:
        layout.log.unlink(missing_ok=True)
        _install_layers(layers, layout, console)
        environment.put_on_path(layout)
        environment.write_stamp(layout.stamp, environment.stamp_after(layout, stamp, layers))
    for packages in groups:
        _install_packages(packages, layout, console)
    if missing:
        _check_parts(missing, needed, console)
    if console.total:
        console.say("Set-up is complete.\n")


def _make_environment(layout: environment.Layout, console: Console, unfit: str) -> None:
    why = f" anew: {unfit}" if unfit else ""
    console.begin(f"Making the Python environment {layout.venv.name}{why}")
    made = subprocess.run(
        environment.venv_command(layout, anew=bool(unfit)), capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise SetUpFailed(
            f"Python could not make the environment {layout.venv}: {(made.stderr or made.stdout).strip()}",
            "On Debian and Ubuntu install python3-venv; elsewhere check that this folder can be written to.",
        )
    console.end()


def _install_layers(layers: Sequence[str], layout: environment.Layout, console: Console) -> None:
    files = [layout.requirements(layer) for layer in layers]
    total = environment.packages_in(files)
    console.begin(f"Fetching and installing {total} Python packages ({', '.join(layers)})")
    command = [*_pip(layout, console), *environment.install_arguments(layout, layers)]
    on_line = environment.pip_follower(total, console.note)
    if stream(command, layout.log, on_line, environment.PIP_SETTINGS):
        raise SetUpFailed(
            f"pip could not install the packages. Its last words:\n{_last_lines(layout.log)}",
            f"Check the network connection and start again. All that pip said is in {layout.log}.",
        )
    console.end()


def _pip(layout: environment.Layout, console: Console) -> list[str]:
    command = environment.find_pip(layout)
    if command is None and shutil.which("apt-get"):
        console.note("pip is missing and comes first")
        _apt(["python3-pip"], layout, console.note)
        command = environment.find_pip(layout)
    if command is None:
        raise SetUpFailed(
            "This Python has no pip.", f"Install it and start again: {libraries.line_to_run(['python3-pip'])}"
        )
    if command[1:] == ["-m", "pip"] and not (layout.site_packages / "pip").exists():
        stream([str(layout.python), "-m", "ensurepip"], layout.log, lambda _: None)
    return command


def _package_groups(needed: Needs, missing: Sequence[Part]) -> list[list[str]]:
    """What apt-get is asked for, the needed apart from the wished: one unknown name refuses a whole group."""
    if not missing or not _may_install():
        return []
    groups = [
        libraries.packages_of(part for part in missing if part in parts)
        for parts in (needed.parts, needed.wished)
    ]
    return [group for group in groups if group]


def _install_packages(packages: Sequence[str], layout: environment.Layout, console: Console) -> None:
    console.begin(f"Installing {len(packages)} system packages: {' '.join(packages)}")
    _apt(packages, layout, console.note)
    console.end()


def _check_parts(missing: Sequence[Part], needed: Needs, console: Console) -> None:
    has_apt = shutil.which("apt-get") is not None
    still_missing = libraries.missing(missing)
    names = ", ".join(part.name for part in still_missing)
    if any(part in needed.parts for part in still_missing):
        raise SetUpFailed(
            f"Missing on this machine: {names}.", libraries.advice(still_missing, has_apt=has_apt)
        )
    if still_missing:
        console.say(f"Not on this machine, and can be done without for now: {names}.")
        console.say(libraries.advice(still_missing, has_apt=has_apt))


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and libraries.own_privilege() is not None


def _apt(packages: Sequence[str], layout: environment.Layout, note: Callable[[str], None]) -> bool:
    """Install Debian packages where this person may; whether that worked."""
    before = libraries.own_privilege()
    if before is None or not shutil.which("apt-get"):
        return False
    if not libraries.lists_are_empty() and _run_apt(packages, before, layout, note, update_first=False):
        return True
    return _run_apt(packages, before, layout, note, update_first=True)


def _run_apt(
    packages: Sequence[str],
    before: Sequence[str],
    layout: environment.Layout,
    note: Callable[[str], None],
    *,
    update_first: bool,
) -> bool:
    commands = libraries.apt_commands(packages, before, update_first=update_first)
    return all(stream(command, layout.log, note) == 0 for command in commands)


def _last_lines(log: Path) -> str:
    lines = log.read_text(encoding="utf-8").splitlines()[-LAST_LINES:]
    return "\n".join(f"    {line}" for line in lines)
