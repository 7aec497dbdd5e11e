"""What the person sees while the machine is made ready, and how other programs are run."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

QUIET_SECONDS = 10.0
"""Where there is no terminal to rewrite a line on, a step in progress is mentioned this often."""

INTERRUPTED = 130
"""The exit status that shells give to a program stopped with Ctrl+C."""


@dataclass
class Console:
    """Numbered steps with the time that each took.

    `total` is the number of steps to come; `clock` counts seconds.
    """

    total: int
    out: TextIO = field(default_factory=lambda: sys.stdout)
    clock: Callable[[], float] = time.monotonic
    done_steps: int = 0
    _began: float = 0.0
    _noted: float = 0.0

    def begin(self, title: str) -> None:
        """Announce the next step."""
        self.done_steps += 1
        self._began = self._noted = self.clock()
        self.say(f"[{self.done_steps} of {self.total}] {title}")

    def note(self, text: str) -> None:
        """Tell how far the step is: at once on a terminal, now and then elsewhere."""
        seconds = self.clock() - self._began
        if self.out.isatty():
            self.out.write(f"\r\033[K    {text[:70]} ({seconds:.0f} s)")
            self.out.flush()
        elif self.clock() - self._noted >= QUIET_SECONDS:
            self._noted = self.clock()
            self.say(f"    {text} ({seconds:.0f} s)")

    def end(self) -> None:
        """Close the step with the time that it took."""
        if self.out.isatty():
            self.out.write("\r\033[K")
        self.say(f"    done in {self.clock() - self._began:.1f} s")

    def say(self, text: str) -> None:
        """One line, shown at once."""
        self.out.write(text + "\n")
        self.out.flush()


def stream(
    command: Sequence[str], log: Path, on_line: Callable[[str], None], env: Mapping[str, str] | None = None
) -> int:
    """Run a program, keep all that it prints at the end of `log`, hand on each line; its exit status."""
    with (
        log.open("a", encoding="utf-8") as kept,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, **(env or {})},
        ) as process,
    ):
        for line in process.stdout or ():
            kept.write(line)
            on_line(line.strip())
        return process.wait()


def follow(command: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None) -> int:
    """Run a program in the person's own terminal and return its exit status.

    Ctrl+C reaches that program too: it is given the time to end by itself, and the status is 130.
    """
    process = subprocess.Popen(command, cwd=cwd, env={**os.environ, **(env or {})})
    interrupted = False
    while True:
        try:
            status = process.wait()
        except KeyboardInterrupt:
            if interrupted:
                process.terminate()
            interrupted = True
            continue
        break
    if interrupted:
        return INTERRUPTED
    return 128 - status if status < 0 else status
