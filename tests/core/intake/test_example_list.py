import io
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

import resources
from cafaudit.identifiers import Fingerprinter, Firewall
from cafaudit.intake import FoldNeeded, build_frame, propose_mapping, read_table
from cafaudit.intake.example_list import example_bytes, example_rows, main

SHIPPED = files(resources) / "example" / "case-list.xlsx"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_shipped_list_is_the_one_that_the_script_makes() -> None:
    assert parts(SHIPPED.read_bytes()) == parts(example_bytes())


def test_the_script_makes_the_same_bytes_twice() -> None:
    assert example_bytes() == example_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "case-list.xlsx"
    target.write_bytes(SHIPPED.read_bytes())
    return target


def test_the_list_maps_by_itself_and_folds_into_three_strata_over_two_offices(path: Path) -> None:
    table = read_table(path)
    assert table.sheet == "Cases"
    mapping = propose_mapping(table)
    with pytest.raises(FoldNeeded):
        build_frame(table, mapping, fold=None)
    draft = build_frame(table, mapping, fold=True)
    assert draft.frame.strata == {
        "Early intervention": 412,
        "Long-term private": 388,
        "Long-term public": 484,
    }
    assert len(draft.frame.offices) == 2
    assert min(draft.frame.offices.values()) > 500
    assert draft.frame.refs == tuple(f"BBC-{number:04d}" for number in range(1, 1285))
    assert draft.folded > 500
    assert [oddity.what for oddity in draft.oddities] == ["The workbook has 2 sheets."]
    assert all(case.age_band and case.allocated_on and case.practitioner for case in draft.frame.cases)


def test_every_child_of_the_list_is_caught_by_the_firewall(path: Path) -> None:
    table = read_table(path)
    key = bytes(32)
    draft = build_frame(table, propose_mapping(table), fold=True)
    firewall = Firewall(key, Fingerprinter(key).fingerprints(draft.identifiers))
    for row in list(example_rows())[::25]:
        marks = firewall.scan(f"Talked with {row[2]} at school.")
        assert [mark.kind for mark in marks] == ["name"], row[0]


def test_the_list_says_that_it_is_made_up(path: Path) -> None:
    about = read_table(path, sheet="About this list")
    assert about.header[0].startswith("Made-up data")


def test_the_script_writes_a_file_and_asks_for_its_name(path: Path, tmp_path: Path) -> None:
    assert main([str(tmp_path / "again.xlsx")]) == 0
    assert parts((tmp_path / "again.xlsx").read_bytes()) == parts(path.read_bytes())
    assert main([]) == 2
