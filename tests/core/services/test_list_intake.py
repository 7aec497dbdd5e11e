"""A list on its way into a visit: what it leaves, and that a stop or a refusal leaves nothing."""

from __future__ import annotations

import os
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import InputRefused
from cafaudit.identifiers.fingerprints import Fingerprinter
from cafaudit.intake import FoldNeeded, reader
from cafaudit.progress import Cancelled
from cafaudit.services.commands.drawing import DrawSample, NameSeedSource
from cafaudit.services.commands.listing import FixFrame, ImportFrame
from cafaudit.services.firewall import NamesFound, firewall_of
from cafaudit.services.list_looks import check_list, look_at
from cafaudit.services.queries.files import newest_frame
from tests.visits import SEED, case_list, visit_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.services.visit import Visit
    from cafaudit.services.visits import OpenVisit

LONG = 30_000
MARKS = ("case_marks", "shared_marks", "coded_marks", "list_marks")


@pytest.fixture
def held(tmp_path: Path) -> Iterator[OpenVisit]:
    held = visit_in(tmp_path)
    yield held
    held.close()


class StopAfter:
    """Asks for a stop once so many bytes of the file were read, and notes how long the work went on."""

    def __init__(self, done: int) -> None:
        self._done = done
        self.asked_at = 0.0

    def step(self, done: int, total: int) -> None:
        del total
        if done >= self._done:
            self.asked_at = self.asked_at or time.monotonic()
            raise Cancelled


class Steps:
    """Notes what was told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def step(self, done: int, total: int) -> None:
        if total:
            self.told.append((done, total))


def long_list(path: Path, *, last: str = "") -> Path:
    rows = [f"C-{number},Madeup{number} Surname,Office {number % 9}" for number in range(LONG)]
    path.write_text("\n".join(["Case ID,Child name,Office", *rows, last]) + "\n", encoding="utf-8")
    return path


def traces(visit: Visit) -> dict[str, int]:
    """How many rows each table has that a list goes into, and how long the log beside the file is."""
    lists = ("frames", "frame_blocks", "frame_counts")
    tables = (*lists, *MARKS, "fingerprints", "events")
    with visit.reading() as read:
        found = {name: read.statements.rows(f"SELECT count(*) FROM {name}")[0][0] for name in tables}  # noqa: S608
    log = visit.store.path.with_name(visit.store.path.name + "-wal")
    return found | {"a long log": int(log.exists() and log.stat().st_size > 1_000_000)}


def words_on_disk(folder: Path, word: bytes) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".csv")
    return [path.name for path in files if word in path.read_bytes()]


def test_a_stop_leaves_no_trace_and_comes_at_once(held: OpenVisit, tmp_path: Path) -> None:
    path = long_list(tmp_path / "list.csv")
    before = traces(held.visit)
    stop = StopAfter(path.stat().st_size // 2)
    with pytest.raises(Cancelled):
        held.visit.do(ImportFrame(file=str(path)), progress=stop)
    assert time.monotonic() - stop.asked_at < 5
    assert traces(held.visit) == before
    assert words_on_disk(tmp_path, b"Madeup") == []
    held.visit.do(ImportFrame(file=str(path)))
    assert newest_frame(held.visit).cases == LONG


def test_a_refusal_at_the_last_row_leaves_no_trace_of_the_rows_before_it(
    held: OpenVisit, tmp_path: Path
) -> None:
    before = traces(held.visit)
    path = long_list(tmp_path / "list.csv", last='"C,1",x,y')
    with pytest.raises(InputRefused, match=rf"Row {LONG + 2:,}, column “Case ID”"):
        held.visit.do(ImportFrame(file=str(path)))
    assert traces(held.visit) == before
    with pytest.raises(FoldNeeded):
        held.visit.do(ImportFrame(file=str(long_list(path, last="C-5,x,y"))))
    assert traces(held.visit) == before


def test_a_stop_leaves_the_earlier_list_and_its_marks_as_they_were(held: OpenVisit, tmp_path: Path) -> None:
    held.visit.do(ImportFrame(file=str(case_list(tmp_path / "first.csv"))))
    before = traces(held.visit)
    with pytest.raises(Cancelled):
        held.visit.do(ImportFrame(file=str(long_list(tmp_path / "list.csv"))), progress=StopAfter(1))
    assert traces(held.visit) == before
    assert newest_frame(held.visit).cases == 40
    assert [mark.kind for mark in firewall_of(held.visit).scan("Madeup3 Surname3")] != []


def test_progress_is_told_in_bytes_of_the_file(held: OpenVisit, tmp_path: Path) -> None:
    path = long_list(tmp_path / "list.csv")
    steps = Steps()
    held.visit.do(ImportFrame(file=str(path)), progress=steps)
    size = path.stat().st_size
    assert steps.told == sorted(steps.told)
    assert steps.told[-1] == (size, size)
    assert len(steps.told) > 5


def test_a_child_that_dies_in_the_middle_leaves_a_sentence_and_no_trace(
    held: OpenVisit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = long_list(tmp_path / "list.csv")
    before = traces(held.visit)
    taken = reader.ListSource.batches

    def dying(source: reader.ListSource, places: list[int], *, names: int | None) -> Iterator[object]:
        batches = taken(source, places, names=names)
        yield next(batches)
        os.kill(source._messages._child.pid, 9)
        yield from batches

    monkeypatch.setattr(reader.ListSource, "batches", dying)
    with pytest.raises(InputRefused, match="cannot be read: it is damaged"):
        held.visit.do(ImportFrame(file=str(path)))
    assert traces(held.visit) == before


def bomb(path: Path, part: str, start: bytes, unit: bytes, times: int) -> Path:
    """A workbook of which one part unpacks to very much."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(part, "w") as stream:
            stream.write(start)
            for _ in range(times):
                stream.write(unit)
    return path


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(held: OpenVisit, tmp_path: Path) -> None:
    path = bomb(tmp_path / "list.xlsx", "xl/workbook.xml", b"<workbook>", bytes(1_000_000), 200)
    with pytest.raises(InputRefused, match="would unpack to 200 megabytes"):
        held.visit.do(ImportFrame(file=str(path)))


def test_entities_that_stand_for_one_another_are_refused(held: OpenVisit, tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 50}">' for n in range(12))
    text = f"<?xml version='1.0'?><!DOCTYPE w [{entities}]><workbook>&e11;</workbook>"
    path = bomb(tmp_path / "list.xlsx", "xl/workbook.xml", text.encode(), b"", 0)
    began = time.monotonic()
    with pytest.raises(InputRefused):
        held.visit.do(ImportFrame(file=str(path)))
    assert time.monotonic() - began < 60


def test_a_list_that_was_changed_since_it_was_checked_is_refused(held: OpenVisit, tmp_path: Path) -> None:
    path = case_list(tmp_path / "list.csv")
    look = look_at(path)
    found = check_list(look, look.mapping, fold=None)
    assert found.source_hash == look.source_hash
    case_list(path, 41)
    with pytest.raises(InputRefused, match="has been changed since it was checked"):
        check_list(look, look.mapping, fold=None)
    command = ImportFrame(
        file=str(path), source_hash=found.source_hash.upper(), note="Two rows are known to be late."
    )
    with pytest.raises(InputRefused, match="has been changed since it was checked"):
        held.visit.do(command)
    case_list(path)
    held.visit.do(command)
    facts = newest_frame(held.visit).facts
    assert (facts["note"], facts["source_hash"]) == ("Two rows are known to be late.", found.source_hash)


def test_a_look_holds_the_beginning_of_a_list_alone(tmp_path: Path) -> None:
    look = look_at(long_list(tmp_path / "list.csv"))
    assert (len(look.rows), look.row_count, look.lines[-1]) == (200, None, 201)
    assert look.samples["Office"] == tuple(f"Office {number}" for number in range(5))
    assert (look.encoding, look.delimiter, look.sheets) == ("utf-8", ",", ())
    assert look_at(case_list(tmp_path / "short.csv", 7)).row_count == 7


def test_encoding_and_separator_can_be_stated(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Case ID;Office\nA-1;Café, Dale\n".encode("cp1252"))
    look = look_at(path, encoding="iso-8859-1", delimiter=",")
    assert look.header == ("Case ID;Office",)
    assert look.encoding == "iso8859-1"
    assert look_at(path).rows == (("A-1", "Café, Dale"),)
    with pytest.raises(InputRefused, match="was to be read as UTF-8, but line 2 is not"):
        look_at(path, encoding="utf-8")
    with pytest.raises(InputRefused, match="No encoding of texts is called “no-such”"):
        look_at(path, encoding="no-such")
    with pytest.raises(InputRefused, match="No encoding of texts is called “unicode_escape”"):
        look_at(path, encoding="unicode_escape")
    with pytest.raises(InputRefused, match="was to be read as utf-16, but line 1 is not"):
        look_at(path, encoding="utf-16")
    with pytest.raises(InputRefused, match="cannot stand between cells"):
        look_at(path, delimiter="::")


def test_a_check_names_rows_of_blanks_duplicates_and_dates_that_cannot_be_right(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = ("A-1,Dale,2001-03-25,2009-03-24", "A-2,,1960-01-01,2009-03-24", "A-1,Dale,,2089-01-01", ",x,,")
    path.write_text("\n".join(("Case ID,Office,DOB,Allocated on", *rows)) + "\n", encoding="utf-8")
    look = look_at(path)
    found = check_list(look, look.mapping, fold=True)
    assert (found.rows, found.left_out, found.folded, found.cases) == (4, 1, 1, 2)
    assert found.duplicates == {"A-1": (2, 4)}
    assert found.duplicate_count == 1
    assert found.blanks["Office"] == type(found.blanks["Office"])(1, (3,))
    assert found.out_of_range["Allocated on"].rows == (4,)
    assert 3 in found.out_of_range["DOB"].rows
    assert found.identifiers == 2


def named_list(path: Path) -> dict[str, tuple[str, str]]:
    """Write a list in which each case has a name of its own; returns the words of each name."""
    names = {
        f"C-{n:02d}": (f"Made{chr(97 + n // 8) * 2}up", f"Sur{chr(97 + n % 8) * 2}name") for n in range(40)
    }
    rows = [
        f'{ref},"{surname}, {first}",{"AB"[n % 2]}' for n, (ref, (first, surname)) in enumerate(names.items())
    ]
    path.write_text("\n".join(("Case ID,Child name,Office", *rows)) + "\n", encoding="utf-8")
    return names


def test_after_the_draw_only_marks_of_drawn_cases_are_left(held: OpenVisit, tmp_path: Path) -> None:
    names = named_list(tmp_path / "list.csv")
    visit = held.visit
    visit.do(ImportFrame(file=str(tmp_path / "list.csv")))
    with visit.reading() as read:
        prints = Fingerprinter(bytes.fromhex(read.local.setting("fingerprint_key")))
    pairs = {ref: prints.pair(first.lower(), last.lower()) for ref, (first, last) in names.items()}
    with visit.reading() as read:
        assert all(read.frames.has_fingerprint(*pair) for pair in pairs.values())
        assert read.frames.fingerprints() >= set(pairs.values())
    assert firewall_of(visit).scan("Seen: Madeaaup Suraaname")[0].kind == "name"
    visit.do(FixFrame())
    visit.do(NameSeedSource(source="dice"))
    visit.do(DrawSample(seed=SEED, size=6))
    with visit.reading() as read:
        drawn = {value.cell.split("/")[1] for value in read.tables.live_under("case/")}
        left = read.frames.fingerprints()
        assert {ref for ref, pair in pairs.items() if pair in left} == drawn
        assert {ref for ref, pair in pairs.items() if read.frames.has_fingerprint(*pair)} == drawn
    assert len(drawn) < 40
    assert traces(visit) | dict.fromkeys(MARKS, 0) == traces(visit)


def test_marks_that_rows_share_are_kept_for_the_drawn_rows_alone(held: OpenVisit, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    staff = ("Anna Quillmere", "Cara Thornaby")
    rows = [f"A-{number},{staff[number > 6]}" for number in range(1, 9)]
    path.write_text("\n".join(("Case ID,Practitioner", *rows)) + "\n", encoding="utf-8")
    held.visit.do(ImportFrame(file=str(path)))
    with held.visit.store.unit_of_work() as work:
        prints = Fingerprinter(bytes.fromhex(work.local.setting("fingerprint_key")))
        work.frames.keep_fingerprints_of(["A-8"])
        assert work.frames.has_fingerprint(*prints.pair("cara", "thornaby", staff=True))
        assert not work.frames.has_fingerprint(*prints.pair("anna", "quillmere", staff=True))


def test_marks_of_all_rows_of_a_folded_case_are_kept(held: OpenVisit, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = ("A-1,Anna Quillmere", "A-2,Cara Thornaby", "A-1,Bella Quillmere", ",Left Outby")
    path.write_text("\n".join(("Case ID,Child name", *rows)) + "\n", encoding="utf-8")
    held.visit.do(ImportFrame(file=str(path), fold=True))
    with held.visit.store.unit_of_work() as work:
        prints = Fingerprinter(bytes.fromhex(work.local.setting("fingerprint_key")))
        assert work.frames.has_fingerprint(*prints.pair("left", "outby"))
        work.frames.keep_fingerprints_of(["A-1"])
        assert work.frames.fingerprints() >= {
            prints.pair("anna", "quillmere"),
            prints.pair("bella", "quillmere"),
        }
        assert not work.frames.has_fingerprint(*prints.pair("cara", "thornaby"))
        assert not work.frames.has_fingerprint(*prints.pair("left", "outby"))
        before = work.frames.fingerprints()
        work.frames.keep_fingerprints_of(["A-2"])
        assert work.frames.fingerprints() == before


def test_a_note_that_names_somebody_on_its_own_list_is_refused_with_the_list(
    held: OpenVisit, tmp_path: Path
) -> None:
    visit = held.visit
    file = tmp_path / "named.csv"
    file.write_text("Case ref,Child name\nMV-0001,Zebedee Madeupkin\nMV-0002,Orla Madeupton\n", "utf-8")
    with pytest.raises(NamesFound, match="list was not taken in"):
        visit.do(ImportFrame(file=str(file), note="Zebedee Madeupkin is on it twice"))
    with visit.reading() as read:
        assert read.frames.in_use() is None
    visit.do(ImportFrame(file=str(file), note="MV-0001 is on it twice, says the office"))
    with visit.reading() as read:
        assert read.frames.in_use() is not None
