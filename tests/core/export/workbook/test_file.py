"""The file itself: sound, the same every time, free of formulas from typed text, put in place as a whole."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from cafaudit.domain.picture import Answer, Picture
from cafaudit.errors import InputRefused
from cafaudit.export.workbook.checking import Expected, WorkbookUnsound, check_workbook
from cafaudit.export.workbook.package import workbook_bytes
from cafaudit.export.workbook.text import cell_text
from cafaudit.export.workbook.ticks import Ticks
from cafaudit.export.workbook.write import make_workbook, write_workbook
from cafaudit.export.zip_bytes import unzip_parts, zip_parts
from cafaudit.progress import NO_PROGRESS, Cancelled
from tests.core.export.workbook.busy import busy_picture
from tests.core.export.workbook.opened import Opened, opened, unescaped
from tests.pictures import full_picture, open_concern, small_framework

if TYPE_CHECKING:
    from openpyxl import Workbook

    from cafaudit.export.workbook.page import Page

BUSY = busy_picture()
SMALL = full_picture(small_framework(1), files=2)
ODD = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
LIKE_FORMULAS = st.builds("{}{}".format, st.sampled_from("=+-@\t"), ODD)


def parts(data: bytes) -> dict[str, bytes]:
    return dict(unzip_parts(data))


def with_text(text: str) -> Picture:
    """Put one text wherever a person may type one."""
    reading = SMALL.readings[0]
    answers = {"area-1": Answer(item="area-1", value="good", why=text, author="HMI 1")}
    return replace(
        SMALL,
        details=replace(SMALL.details, provider=text, service_area=text),
        readings=(replace(reading, answers=answers),),
        evidence=(replace(SMALL.evidence[0], text=text, reference=text, as_at=text),),
        concerns=(replace(open_concern(), text=text, told_post=text, response=text),),
        judgements=(replace(SMALL.judgements[0], reasons=text, scope=text),),
        sample=(replace(SMALL.sample[0], office=text, file_location=text),),
        draws=(replace(SMALL.draws[0], seed=text, seed_source=text),),
    )


@settings(max_examples=25)
@given(ODD | LIKE_FORMULAS)
def test_no_typed_text_becomes_a_formula_or_breaks_the_file(text: str) -> None:
    book = opened(with_text(text))
    expected = cell_text(text) or None
    assert book.rows("Evidence", "Evidence_items")[0]["Evidence"] == expected
    assert book.rows("Reasons", "Reasons_list")[0]["Why"] == expected
    assert book.rows("Concerns", "Concerns_list")[0]["What was seen"] == expected
    assert book.rows("Sample", "Sample_cases")[0]["Office"] == expected
    for name, content in parts(book.data).items():
        etree.fromstring(content)
        assert b"TargetMode" not in content, name


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 20", "-5 %", "@home", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"]
)
def test_a_text_like_a_formula_is_text_and_stays_text_when_edited(text: str) -> None:
    book = opened(with_text(text))
    page = book.formulas["Evidence"]
    cell = next(c for row in page.iter_rows() for c in row if c.value == text)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert not any(text.lstrip("=") in str(f) for f in formulas_of(book))


def formulas_of(book: Opened) -> list[str]:
    return [
        str(cell.value)
        for page in book.formulas.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def test_an_ordinary_text_is_not_marked_as_quoted() -> None:
    page = opened(with_text("plain")).formulas["Evidence"]
    assert not next(c for row in page.iter_rows() for c in row if c.value == "plain").quotePrefix


@pytest.mark.parametrize("text", [" before", "after ", "two\nlines", "two  blanks"])
def test_blanks_of_a_text_are_kept_by_every_reader(text: str) -> None:
    sheets = [
        content for name, content in parts(make_workbook(with_text(text))[0]).items() if "sheets/" in name
    ]
    assert any(f'<t xml:space="preserve">{text}</t>'.encode() in content for content in sheets)
    assert not any(f"<t>{text}</t>".encode() in content for content in sheets)


def test_two_runs_over_a_second_apart_give_the_same_bytes() -> None:
    first, _ = make_workbook(BUSY)
    time.sleep(2.1)  # zip entries keep time in steps of two seconds
    second, _ = make_workbook(BUSY)
    assert first == second


def test_the_bytes_do_not_depend_on_the_order_of_hashes() -> None:
    made = "from tests.core.export.workbook.busy import busy_picture; import hashlib; "
    made += "from cafaudit.export.workbook.write import make_workbook; "
    made += "print(hashlib.sha256(make_workbook(busy_picture(6))[0]).hexdigest())"
    found = set()
    for seed in ("1", "2"):
        env = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", made], env=env, capture_output=True, check=True, text=True
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_no_clock_and_no_person_stands_in_the_properties() -> None:
    data, _ = make_workbook(BUSY)
    core = parts(data)["docProps/core.xml"].decode()
    assert "created" not in core
    assert "modified" not in core
    assert "CafAudit" in core
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_nothing_in_the_file_points_out_of_it() -> None:
    for name, content in parts(make_workbook(BUSY)[0]).items():
        assert b"External" not in content, name
        assert "vba" not in name.lower()
        assert "externalLink" not in name


def test_the_report_counts_what_is_in_the_file(tmp_path: Path) -> None:
    report = write_workbook(BUSY, tmp_path / "visit.xlsx")
    book = Opened((tmp_path / "visit.xlsx").read_bytes())
    assert report.sheets == len(book.values.sheetnames)
    assert report.formulas == len(formulas_of(book))
    rows = sum(content.count(b"<row ") for name, content in parts(book.data).items() if "worksheets/" in name)
    assert report.rows == rows


def test_every_formula_has_its_value_beside_it() -> None:
    for name, content in parts(make_workbook(BUSY)[0]).items():
        if name.startswith("xl/worksheets/"):
            root = etree.fromstring(content)
            for formula in root.iter("{*}f"):
                assert formula.getnext() is not None, name


def test_the_headings_of_tables_are_those_of_their_cells() -> None:
    odd = replace(SMALL.framework.areas[0], title="_x0041_ <&>\u0001\n'[#]", number=1)
    book = opened(replace(SMALL, framework=replace(SMALL.framework, areas=(odd,))))
    for page in book.formulas.worksheets:
        for table in page.tables.values():
            cells = [unescaped(cell.value) for cell in page[table.ref][0]]
            assert table.column_names == cells
            assert len({str(cell).casefold() for cell in cells}) == len(cells)
    assert "1 _x0041_ <&> '[#]" in book.rows("Scores", "Scores_grid")[0]


def test_merged_cells_stand_in_the_order_of_their_rows() -> None:
    sheet = parts(make_workbook(BUSY)[0])["xl/worksheets/sheet1.xml"]
    rows = [int(row) for row in re.findall(rb'<mergeCell ref="[A-Z]+([0-9]+):', sheet)]
    assert len(rows) > 10
    assert rows == sorted(rows)


def test_an_older_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "visit.xlsx"
    path.write_bytes(b"older")
    write_workbook(SMALL, path)
    assert path.read_bytes() == make_workbook(SMALL)[0]
    assert [entry.name for entry in tmp_path.iterdir()] == ["visit.xlsx"]


def test_a_file_open_in_excel_is_answered_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "visit.xlsx"
    path.write_bytes(b"older")

    def held_open(self: Path, target: Path) -> Path:
        del self
        raise PermissionError(13, "The process cannot access the file", str(target))

    monkeypatch.setattr(Path, "replace", held_open)
    with pytest.raises(InputRefused) as refusal:
        write_workbook(SMALL, path)
    assert "visit.xlsx" in refusal.value.message
    assert "Close it" in refusal.value.advice
    assert path.read_bytes() == b"older"
    assert [entry.name for entry in tmp_path.iterdir()] == ["visit.xlsx"]


class _StopsAt:
    def __init__(self, share: float) -> None:
        self.share = share
        self.steps: list[tuple[int, int]] = []

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if done > total * self.share:
            raise Cancelled


def test_progress_goes_up_to_the_end() -> None:
    watcher = _StopsAt(1.0)
    make_workbook(BUSY, progress=watcher)
    done = [done for done, _ in watcher.steps]
    assert len(done) > 5
    assert done == sorted(done)
    assert watcher.steps[-1][0] == watcher.steps[-1][1]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6])
def test_a_stop_leaves_no_trace(tmp_path: Path, share: float) -> None:
    with pytest.raises(Cancelled):
        write_workbook(BUSY, tmp_path / "visit.xlsx", progress=_StopsAt(share))
    assert list(tmp_path.iterdir()) == []


def expected_of(data: bytes) -> list[Expected]:
    """Return what the sheets of a file hold, counted in its text."""
    found = parts(data)
    names = Opened(data).values.sheetnames
    sheets = [found[f"xl/worksheets/sheet{number}.xml"] for number in range(1, len(names) + 1)]
    return [
        Expected(name, sheet.count(b"<row "), sheet.count(b"<f>"))
        for name, sheet in zip(names, sheets, strict=True)
    ]


def with_sheet(data: bytes, old: bytes, new: bytes) -> bytes:
    changed = parts(data)
    assert old in changed["xl/worksheets/sheet1.xml"]
    changed["xl/worksheets/sheet1.xml"] = changed["xl/worksheets/sheet1.xml"].replace(old, new, 1)
    return zip_parts(changed.items())


def test_a_sound_workbook_passes_the_check() -> None:
    data, _ = make_workbook(SMALL)
    check_workbook(data, expected_of(data), Ticks(NO_PROGRESS, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<f>", b"<is>"),
        (b'<row r="3"', b'<col r="3"'),
        (b"</sheetData>", b""),
        (b"<row ", b'<row r="9"/><row '),
    ],
)
def test_a_damaged_workbook_is_never_called_done(old: bytes, new: bytes) -> None:
    data, _ = make_workbook(SMALL)
    with pytest.raises((WorkbookUnsound, etree.XMLSyntaxError, ValueError)):
        check_workbook(with_sheet(data, old, new), expected_of(data), Ticks(NO_PROGRESS, 1))


def test_a_workbook_is_checked_before_it_takes_the_place_of_an_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "visit.xlsx"
    path.write_bytes(b"older")

    def damaging(book: Workbook, pages: list[Page], title: str, ticks: Ticks) -> bytes:
        return with_sheet(workbook_bytes(book, pages, title, ticks), b"<f>", b"<is>")

    monkeypatch.setattr("cafaudit.export.workbook.write.workbook_bytes", damaging)
    with pytest.raises((WorkbookUnsound, etree.XMLSyntaxError)):
        write_workbook(SMALL, path)
    assert path.read_bytes() == b"older"


def test_a_way_out_of_the_file_is_found() -> None:
    data, _ = make_workbook(SMALL)
    changed = parts(data)
    outside = (
        b'<Relationship Id="x" Type="t" Target="http://example.org" TargetMode="External"/></Relationships>'
    )
    changed["_rels/.rels"] = changed["_rels/.rels"].replace(b"</Relationships>", outside)
    with pytest.raises(WorkbookUnsound):
        check_workbook(zip_parts(changed.items()), expected_of(data), Ticks(NO_PROGRESS, 1))
