"""What the command line loads before it knows what it is to do."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SLOW = {"openpyxl", "docx", "numpy", "lxml", "PIL", "sqlalchemy", "python_calamine"}
"""Libraries that take tenths of a second to load, and that one command in twenty needs."""

NOT_THE_CHILDS = (
    "cafaudit.identifiers",
    "cafaudit.sampling",
    "cafaudit.team",
    "cafaudit.storage",
    "charset_",
)
"""What the child is waited for to load, or should never need: keys and stores stay with the program."""


def test_the_command_line_loads_no_writer_or_reader_of_documents_until_one_is_needed() -> None:
    program = "import sys, cafaudit.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    loaded = set(done.stdout.split())
    assert "cafaudit" in loaded
    assert not loaded & SLOW


def test_the_child_that_reads_a_list_loads_nothing_of_what_becomes_of_it() -> None:
    program = "import sys, cafaudit.intake.child; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    loaded = set(done.stdout.split())
    assert "cafaudit.intake.reading" in loaded
    assert not {name for name in loaded if name.startswith(NOT_THE_CHILDS)}


def test_no_deed_is_loaded_until_its_subcommand_is_chosen() -> None:
    words = ("--help", "frame --help", "frame import --help")
    program = "import sys, cafaudit.cli\ntry: cafaudit.cli.main(sys.argv[1:])\nfinally: print(*sys.modules)"
    for given in words:
        command = [sys.executable, "-c", program, *given.split()]
        said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        assert "usage: cafaudit" in said
        loaded = set(said.splitlines()[-1].split())
        assert "cafaudit.cli.parser" in loaded
        assert not {name for name in loaded if name.startswith(("cafaudit.services", "cafaudit.intake"))}


def test_the_profile_is_opened_before_what_takes_a_list_in_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Case ID\nA-1\n", encoding="utf-8")
    program = (
        "import sys; from cafaudit.cli import main, unlocking;"
        "unlocking.open_profile = lambda *_: sys.exit(' '.join(sys.modules));"
        "main(['frame', 'import', *sys.argv[1:]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "visit"), str(path)],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "CAFAUDIT_PASSPHRASE": "made up"},
    )
    loaded = set(done.stderr.split())
    assert "cafaudit.intake.reader" in loaded
    assert not {name for name in loaded if name.startswith(("cafaudit.services", "cafaudit.storage"))}
