"""Every odd file comes out as it should, with its references and warnings or with a sentence."""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cafaudit.services.commands.listing import ImportFrame
from cafaudit.services.queries.files import frame_refs
from tests.corpus.corpus import CORPUS, made, main
from tests.corpus.entries import Accepted, Entry, Warned
from tests.corpus.importing import Outcome, brought_in
from tests.visits import case_list, visit_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.services.visit import Visit

LONGEST_SECONDS = 60
MOST_MEMORY = 1_000_000_000


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """A visit that has a list already, so that a refusal can be seen to leave it alone."""
    folder = tmp_path_factory.mktemp("corpus")
    with closing(visit_in(folder)) as opened:
        opened.visit.do(ImportFrame(file=str(case_list(folder / "before.csv", 3))))
        yield opened.visit


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, empty at first."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.name) for entry in CORPUS])
def test_an_odd_file_has_the_outcome_that_it_should(
    entry: Entry, visit: Visit, tmp_path: Path, scratch: Path
) -> None:
    path = made(entry, tmp_path)
    before = frame_refs(visit)
    began = time.monotonic()
    outcome = brought_in(visit, path, entry)
    assert time.monotonic() - began < LONGEST_SECONDS
    assert not list(scratch.iterdir())
    assert not _children()
    assert _most_memory() < MOST_MEMORY
    if isinstance(entry.expected, Accepted):
        assert outcome.message == ""
        assert outcome.ids == entry.expected.ids
        _check_warnings(outcome, entry)
    else:
        assert entry.expected.says in outcome.message
        assert entry.expected.advises in outcome.advice
        assert frame_refs(visit) == before


def test_the_corpus_is_large_and_the_same_every_time(tmp_path: Path) -> None:
    main(tmp_path / "one")
    main(tmp_path / "two")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(names) - 1 == len(CORPUS) >= 150
    for path in (tmp_path / "one").iterdir():
        if path.is_file() and not path.name.startswith("library-"):
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def _check_warnings(outcome: Outcome, entry: Entry) -> None:
    left = list(outcome.warnings)
    assert isinstance(entry.expected, Accepted)
    for warned in entry.expected.warnings:
        found = [sentence for sentence in left if _matches(sentence, warned, entry.on_sheet)]
        assert found, f"{warned} is not among {left}"
        left.remove(found[0])
    assert not left


def _matches(sentence: str, warned: Warned, sheet: str) -> bool:
    if warned.says not in sentence:
        return False
    sheet_part = f"sheet “{sheet}”" if sheet else ""
    row = f"row {warned.row:,}" if warned.row else ""
    column = f"column “{warned.column}”" if warned.column else ""
    if not (row or column):
        return not sentence.startswith(("Row", "Column"))
    place = ", ".join(part for part in (sheet_part, row, column) if part)
    return sentence.startswith(f"{place[:1].upper()}{place[1:]}: ")


def _children() -> list[str]:
    """Return the command lines of readers that are still there, as far as the system tells."""
    found = []
    for children in Path("/proc/self/task").glob("*/children"):
        for number in children.read_text().split():
            line = Path("/proc") / number / "cmdline"
            text = line.read_bytes().decode(errors="replace") if line.exists() else ""
            if "cafaudit.intake" in text:
                found.append(text)
    return found


def _most_memory() -> int:
    """Return the most bytes that any reader so far has taken; 0 where the system does not count them."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
