"""`cafaudit sample size` answers in words and in JSON, from a number or from a visit's list."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.visits import FRAMEWORK, case_list

if TYPE_CHECKING:
    from pathlib import Path

    from tests.core.cli.conftest import Terminal

LIST = ("--population", 1284)


@pytest.fixture
def listed(terminal: Terminal, tmp_path: Path) -> str:
    """Return a visit with a list of 30 cases in three strata and two offices."""
    assert terminal("new", "visit.cafaudit", "--framework", FRAMEWORK).status == 0
    case_list(tmp_path / "list.csv", 30)
    assert terminal("frame", "import", "visit.cafaudit", "list.csv").status == 0
    return "visit.cafaudit"


@pytest.mark.parametrize("rate", ["0.05", "5%", "5 %", "1/20", "1 in 20"])
def test_the_answer_is_a_sentence_however_the_rate_is_written(terminal: Terminal, rate: str) -> None:
    told = terminal("sample", "size", *LIST, "--rate", rate)
    assert (told.status, told.err) == (0, "")
    assert told.out.splitlines()[0] == (
        "To find at least one such file with 95 % confidence if 1 in 20 are like it, read 57 of 1,284."
    )
    assert "taken as 65 files" in told.out
    assert "59 as if the list had no end" in told.out


def test_as_json_the_answer_carries_what_it_rests_on(terminal: Terminal) -> None:
    told = terminal("--json", "sample", "size", *LIST, "--rate", "5%", "--expected", 1, "--confidence", "90%")
    assert told.json | {"sentence": ""} == {
        "population": 1284,
        "kind": "attribute",
        "rate": "1/20",
        "files_at_rate": 65,
        "expected": 1,
        "law": "hypergeometric",
        "confidence": "9/10",
        "size": 74,
        "chance": "0.0990",
        "sizes": {"hypergeometric": 74, "binomial": 77, "poisson": 78},
        "sentence": "",
    }


@pytest.mark.parametrize(
    ("words", "size"),
    [
        (("--rate", "5%", "--law", "binomial"), 59),
        (("--rate", "5%", "--law", "binomial", "--expected", 1), 93),
        (("--rate", "5%", "--law", "binomial", "--expected", 2), 124),
        (("--rate", "5%", "--law", "poisson"), 60),
        (("--margin", "5%"), 304),
        (("--margin", "5%", "--share", "10%"), 178),
    ],
)
def test_each_question_under_each_law_has_its_size(
    terminal: Terminal, words: tuple[object, ...], size: int
) -> None:
    assert terminal("--json", "sample", "size", *LIST, *words).json["size"] == size


def test_a_table_has_a_row_for_each_rate_and_a_column_for_each_number_expected(terminal: Terminal) -> None:
    told = terminal("--json", "sample", "size", *LIST, "--law", "binomial", "--table", "5%,1/10")
    assert told.json["expected"] == [0, 1, 2, 3, 4, 5]
    assert told.json["rows"][0] == {"rate": "1/20", "sizes": [59, 93, 124, 153, 181, 208]}
    printed = terminal("sample", "size", "--population", 40, "--table", "5%").out.splitlines()
    assert printed[-1].split() == ["5", "%", "31", "39", *["–"] * 4]


def test_files_are_shared_out_over_stated_strata(terminal: Terminal) -> None:
    strata = ("--stratum", "Private, A=412", "--stratum", "Private, B=388", "--stratum", "Public=484")
    told = terminal("--json", "sample", "size", *strata, "--size", 60, "--allocate", "proportional")
    assert {name: one["files"] for name, one in told.json["strata"].items()} == {
        "Private, A": 19,
        "Private, B": 18,
        "Public": 23,
    }
    expect = ("--expect", "Private, A=50%", "--expect", "Private, B=10%", "--expect", "Public=1/5")
    told = terminal("--json", "sample", "size", *strata, "--size", 60, "--allocate", "neyman", *expect)
    assert [one["files"] for one in told.json["strata"].values()] == [24, 14, 22]
    told = terminal("sample", "size", *strata, "--rate", "5%", "--allocate", "equal")
    assert told.out.splitlines()[-3:] == [
        "     19 of       412  Private, A",
        "     19 of       388  Private, B",
        "     19 of       484  Public",
    ]


def test_what_was_shared_out_is_drawn_under_the_name_of_its_rule(terminal: Terminal, listed: str) -> None:
    expect = ("--expect", "Early intervention private=10%", "--expect", "Long-term private=50%")
    shares = ("--size", 9, "--allocate", "neyman", *expect, "--expect", "Long-term public=50%")
    told = terminal("--json", "sample", "size", listed, *shares, "--out", "sizes.toml")
    assert told.status == 0, told.err
    seed = ("--seed", "4 2 5 2 3", "--seed-source", "dice")
    assert terminal("sample", "draw", listed, *seed, *shares).status == 0
    again = ("--per-stratum", "sizes.toml", "--reason", "once more")
    assert terminal("sample", "draw", listed, *seed, *again).status == 0
    first, second = terminal("query", listed, "draws").json
    assert (first["rule"], second["rule"]) == ("neyman", "stated")
    assert first["expected"]["Early intervention private"] == "1/10"
    assert first["sizes"] == second["sizes"]
    assert first["sizes"] == {name: one["files"] for name, one in told.json["strata"].items()}
    assert terminal("sample", "verify", listed).status == 0


def test_the_list_of_a_visit_gives_length_and_strata(terminal: Terminal, listed: str) -> None:
    told = terminal("--json", "sample", "size", listed, "--rate", "10%", "--allocate", "proportional")
    assert told.json["population"] == 30
    assert sum(one["files"] for one in told.json["strata"].values()) == told.json["size"] == 19
    told = terminal(
        "--json", "sample", "size", listed, "--size", 9, "--allocate", "equal", "--strata", "office"
    )
    assert sorted(told.json["strata"]) == ["Office A", "Office B"]
    assert sum(one["cases"] for one in told.json["strata"].values()) == 30


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        ((), 2, "length of the list"),
        (LIST, 2, "State --rate"),
        ((*LIST, "--kind", "precision"), 2, "State --margin"),
        ((*LIST, "--margin", "5%", "--rate", "5%"), 2, "not on a rate"),
        ((*LIST, "--rate", "5%", "--kind", "discovery", "--expected", 1), 2, "Discovery expects"),
        ((*LIST, "--strata", "office", "--rate", "5%"), 2, "no visit"),
        ((*LIST, "--rate", "5%", "--allocate", "equal"), 2, "No strata"),
        ((*LIST, "--size", 9), 2, "no rule"),
        ((*LIST, "--rate", "5%", "--out", "sizes.toml"), 2, "no rule"),
        (("--stratum", "A", "--rate", "5%"), 2, "no name and figure"),
        (("--stratum", "A=1", "--stratum", "A=2", "--rate", "5%"), 2, "stated twice"),
        (("nowhere.cafaudit", *LIST), 2, "both given"),
        (("--stratum", "A=many", "--rate", "5%"), 3, "no number of cases"),
        ((*LIST, "--stratum", "A=9", "--rate", "5%"), 3, "hold 9 cases"),
        ((*LIST, "--rate", "5"), 3, "write five in a hundred as 5%"),
        ((*LIST, "--rate", "lots"), 3, "no rate"),
        ((*LIST, "--rate", "5%", "--confidence", "100%"), 3, "A confidence of 100%"),
        ((*LIST, "--rate", "5%", "--expected", -1), 3, "out of range"),
        (("--population", 0, "--rate", "5%"), 3, "out of range"),
        (("--population", 40, "--rate", "5%", "--expected", 2), 3, "Nothing would be learnt"),
        ((*LIST, "--margin", "0.001"), 3, "half a point"),
        ((*LIST, "--table", "5%,x"), 3, "no rate"),
        (("--stratum", "A=9", "--size", 10, "--allocate", "equal"), 3, "the list holds 9"),
        (("--stratum", "A=9", "--size", 5, "--allocate", "neyman"), 3, "No rate is stated"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(
    terminal: Terminal, words: tuple[object, ...], status: int, says: str
) -> None:
    told = terminal("sample", "size", *words)
    assert (told.status, told.out) == (status, "")
    assert says.casefold() in told.err.casefold()


def test_a_visit_without_a_list_says_what_to_do_first(terminal: Terminal) -> None:
    assert terminal("new", "visit.cafaudit", "--framework", FRAMEWORK).status == 0
    told = terminal("sample", "size", "visit.cafaudit", "--rate", "5%")
    assert told.status == 3
    assert "Import the provider's list first" in told.err


def test_an_unknown_law_is_a_matter_of_usage(terminal: Terminal) -> None:
    with pytest.raises(SystemExit) as stopped:
        terminal("sample", "size", *LIST, "--rate", "5%", "--law", "normal")
    assert stopped.value.code == 2


def test_json_is_one_value_in_plain_numbers(terminal: Terminal) -> None:
    told = terminal("--json", "sample", "size", *LIST, "--rate", "6%")
    assert json.loads(told.out)["files_at_rate"] == 78
    assert told.out.count("\n") == 1
