"""A corrected list: before the draw it replaces the one before it, after the draw it stands beside it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from cafaudit.errors import InputRefused
from cafaudit.progress import Cancelled
from cafaudit.services.commands.drawing import DrawSample
from cafaudit.services.commands.listing import FixFrame, ImportFrame
from cafaudit.services.queries import ask
from cafaudit.services.queries.files import frame, frame_refs, stored_cases, verify_stored_draw
from cafaudit.services.registry import command_from
from tests.visits import SEED, sampled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cafaudit.services.visit import Visit

HEADER = "Case ID,Case name,Office,Law type,Date closed,Practitioner"


def row(number: int, **cells: str) -> str:
    known = {
        "id": f"C-{number:02}",
        "name": f"Madeup{number} Family{number}",
        "office": "North" if number % 2 else "South",
        "law": "Private",
        "closed": "",
        "who": f"Worker{number % 3} Invented",
    }
    return ",".join((known | cells).values())


ROWS = {number: row(number) for number in range(1, 21)}


def read_in(visit: Visit, folder: Path, rows: Mapping[int, str], name: str = "list.csv", **more: Any) -> str:  # noqa: ANN401
    path = folder / name
    path.write_text("\n".join((HEADER, *rows.values())) + "\n", encoding="utf-8")
    return visit.do(ImportFrame(file=str(path), **more)).summary


def do(visit: Visit, name: str, **fields: Any) -> str:  # noqa: ANN401 - fields of any command
    return visit.do(command_from(name, fields)).summary


CORRECTED = {n: text for n, text in ROWS.items() if n != 3} | {
    4: row(4, office="North", closed="2009-03-01"),
    5: row(5, who="Worker0 Invented"),
    21: row(21),
    22: row(22, closed="2008-12-31"),
}


def test_a_corrected_list_replaces_the_one_before_and_says_what_changed(visit: Visit, tmp_path: Path) -> None:
    assert not ask(visit, "list_changes")["cases"]
    read_in(visit, tmp_path, ROWS)
    assert ask(visit, "list_changes")["list_number"] is None
    summary = read_in(visit, tmp_path, CORRECTED, "corrected.csv")
    assert summary == (
        "Case list read: 21 cases, in place of the earlier list: 2 cases added, 1 removed, 2 altered"
    )
    changes = ask(visit, "list_changes")
    assert (changes["added"], changes["removed"], changes["altered"], changes["same"]) == (2, 1, 2, 17)
    assert (changes["before"], changes["source"]) == ("list.csv", "corrected.csv")
    assert changes["fields"] == {"closed_on": 1, "office": 1, "practitioner": 1}
    assert [(case["what"], case["case"], tuple(case["fields"])) for case in changes["cases"]] == [
        ("added", "C-21", ()),
        ("added", "C-22", ()),
        ("removed", "C-03", ()),
        ("altered", "C-04", ("office", "closed_on")),
        ("altered", "C-05", ("practitioner",)),
    ]
    assert (changes["beside"], changes["capped"], len(changes["sample"])) == (False, False, 0)
    assert len(frame_refs(visit)) == 21
    with visit.reading() as read:
        assert read.frames.newest() == read.frames.in_use() == changes["list_number"]
        with pytest.raises(LookupError):
            read.frames.facts(changes["against"])


def test_the_same_list_again_changes_nothing(visit: Visit, tmp_path: Path) -> None:
    read_in(visit, tmp_path, ROWS)
    assert read_in(visit, tmp_path, ROWS).endswith("in place of the earlier list: nothing changed")


def test_groups_names_and_exclusions_are_carried_over_and_applied_anew(visit: Visit, tmp_path: Path) -> None:
    read_in(visit, tmp_path, ROWS)
    do(visit, "GroupFrame", strata=["office"], names={"North": "All northern files"})
    do(visit, "ExcludeCases", kind="listed", cases=["C-03", "C-06"], reason="lost")
    read_in(visit, tmp_path, CORRECTED)
    assert frame(visit).strata == {"All northern files": 11, "South": 9}
    rules = ask(visit, "exclusions")["rules"]
    assert [(rule["sentence"], rule["cases"]) for rule in rules] == [("2 cases named (lost)", 1)]
    with visit.reading() as read:
        assert read.tables.settled("frame/exclusions").value == ["2 cases named (lost): 1 case"]
    do(visit, "IncludeAgain")
    assert frame(visit).strata == {"All northern files": 11, "South": 10}
    do(visit, "GroupFrame", strata=["stratum"])
    assert frame(visit).strata == {"Private law": 21}


def test_strata_of_its_own_are_kept_by_the_newer_list(visit: Visit, tmp_path: Path) -> None:
    read_in(visit, tmp_path, ROWS)
    do(visit, "GroupFrame", strata=["office"])
    read_in(visit, tmp_path, CORRECTED, strata=("law_type",))
    assert frame(visit).strata == {"Private": 21}


def test_a_fixed_list_that_is_replaced_has_to_be_fixed_again(visit: Visit, tmp_path: Path) -> None:
    read_in(visit, tmp_path, ROWS)
    visit.do(FixFrame())
    read_in(visit, tmp_path, CORRECTED)
    assert frame(visit).hash == ""
    with pytest.raises(InputRefused, match="not fixed"):
        visit.do(DrawSample(seed=SEED, size=3))


@pytest.fixture
def drawn_from(visit: Visit, tmp_path: Path) -> Visit:
    """A visit whose list of twenty was drawn from."""
    read_in(visit, tmp_path, ROWS)
    do(visit, "GroupFrame", strata=["office"])
    visit.do(FixFrame())
    visit.do(DrawSample(seed=SEED, size=6))
    return visit


def test_after_the_draw_the_newer_list_stands_beside_and_nothing_drawn_changes(
    drawn_from: Visit, tmp_path: Path
) -> None:
    sample, before = ask(drawn_from, "sample"), stored_cases(drawn_from)
    gone, altered = sampled(drawn_from)[:2]
    rows = {n: text for n, text in ROWS.items() if f"C-{n:02}" != gone}
    number = int(altered.removeprefix("C-"))
    rows |= {number: row(number, law="Public"), 30: row(30), 31: row(31)}
    said = read_in(drawn_from, tmp_path, rows, "later.csv")
    assert said.endswith("kept beside the list that was drawn from: 2 cases added, 1 removed, 1 altered")

    assert ask(drawn_from, "sample") == sample
    assert stored_cases(drawn_from) == before
    assert frame(drawn_from).cases == len(ROWS)
    assert frame(drawn_from).hash == ask(drawn_from, "draws")[0]["frame_hash"]
    assert verify_stored_draw(drawn_from) == ()
    changes = ask(drawn_from, "list_changes")
    assert (changes["beside"], changes["added"]) == (True, 2)
    assert [(one["case"], one["what"], tuple(one["fields"])) for one in changes["sample"]] == sorted(
        [(gone, "gone", ()), (altered, "altered", ("law_type",))],
        key=lambda one: [place["case"] for place in sample].index(one[0]),
    )
    with drawn_from.reading() as read:
        assert (read.frames.in_use(), read.frames.newest()) == (changes["against"], changes["list_number"])


def test_a_further_draw_is_made_from_the_list_that_was_fixed(drawn_from: Visit, tmp_path: Path) -> None:
    read_in(drawn_from, tmp_path, {n: row(n) for n in range(50, 60)})
    read_in(drawn_from, tmp_path, CORRECTED)
    drawn_from.do(DrawSample(seed="another seed", size=20, reason="all of them"))
    assert {one["case"] for one in ask(drawn_from, "sample")} == {f"C-{n:02}" for n in ROWS}
    assert verify_stored_draw(drawn_from) == ()
    changes = ask(drawn_from, "list_changes")
    assert (changes["list_number"], changes["added"]) == (3, 2)
    for name, fields in (("FixFrame", {}), ("GroupFrame", {"strata": ["office"]})):
        with pytest.raises(InputRefused, match="drawn from the list already"):
            do(drawn_from, name, **fields)


def test_a_list_fixed_by_an_earlier_program_is_held_when_another_one_comes(
    drawn_from: Visit, tmp_path: Path
) -> None:
    with drawn_from.store.unit_of_work() as work:
        work.frames.fix(None)
    read_in(drawn_from, tmp_path, CORRECTED)
    assert verify_stored_draw(drawn_from) == ()


def test_names_of_drawn_cases_are_still_marked_after_another_list_came(
    drawn_from: Visit, tmp_path: Path
) -> None:
    with drawn_from.reading() as read:
        known = read.frames.fingerprints()
    read_in(drawn_from, tmp_path, {n: row(n) for n in range(50, 60)})
    with drawn_from.reading() as read:
        assert known <= read.frames.fingerprints()


def test_a_drawn_case_that_the_rules_would_now_take_out_is_shown(visit: Visit, tmp_path: Path) -> None:
    rows = ROWS | {1: row(1, closed="2008-11-01")}
    read_in(visit, tmp_path, rows)
    do(visit, "ExcludeCases", kind="before", field="closed_on", before="2009-01-01")
    visit.do(FixFrame())
    visit.do(DrawSample(seed=SEED, size=19))
    read_in(visit, tmp_path, rows | {7: row(7, closed="2008-12-01")})
    (shown,) = ask(visit, "list_changes")["sample"]
    assert (shown["case"], shown["what"], shown["role"]) == ("C-07", "excluded", "sample")
    assert list(shown["fields"]) == ["closed_on"]


def test_a_newer_list_that_the_rules_would_empty_is_refused_before_the_draw(
    visit: Visit, tmp_path: Path
) -> None:
    read_in(visit, tmp_path, ROWS)
    do(visit, "ExcludeCases", kind="values", field="office", values=["North"])
    with pytest.raises(InputRefused, match="every case"):
        read_in(visit, tmp_path, {1: row(1)})
    assert len(frame_refs(visit)) == 10


@pytest.mark.parametrize("after", range(0, 12, 3))
def test_a_stop_at_any_moment_leaves_the_list_as_it_was(visit: Visit, tmp_path: Path, after: int) -> None:
    read_in(visit, tmp_path, ROWS)
    do(visit, "GroupFrame", strata=["office"])
    do(visit, "ExcludeCases", kind="listed", cases=["C-03"], reason="lost")
    before = (frame(visit), stored_cases(visit), ask(visit, "excluded"), ask(visit, "list_changes"))
    (tmp_path / "later.csv").write_text("\n".join((HEADER, *CORRECTED.values())) + "\n")
    for command in (
        ImportFrame(file=str(tmp_path / "later.csv")),
        command_from("GroupFrame", {"strata": ["law_type"]}),
        command_from("ExcludeCases", {"kind": "values", "field": "office", "values": ["South"]}),
    ):
        stop = Stop(after)
        with suppress(Cancelled):
            visit.do(command, progress=stop)
        assert stop.stopped or after
        if not stop.stopped:
            return
        after_it = (frame(visit), stored_cases(visit), ask(visit, "excluded"), ask(visit, "list_changes"))
        assert after_it == before


@dataclass
class Stop:
    """Asks for a stop after so many steps."""

    left: int
    stopped: bool = False

    def step(self, done: int, total: int) -> None:
        del done, total
        self.left -= 1
        if self.left < 0:
            self.stopped = True
            raise Cancelled
