"""Excluding, grouping and re-importing on the command line, as scripts and outside checks use it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import WrongPassphrase
from cafaudit.intake.job_object import limit_child
from cafaudit.team.profile import open_profile

if TYPE_CHECKING:
    import subprocess
    from contextlib import AbstractContextManager
    from pathlib import Path

    from cafaudit.intake.oddities import Oddity
    from cafaudit.team.identity import Identity
    from tests.core.cli.conftest import Terminal

HEADER = "Case ID,Office,Law type,Date closed,Last audited"
ROWS = (
    "C-1,North,Private,,2009-07-13",
    "C-2,South,Private,2008-11-05,",
    "C-3,North,Public,,2008-07-13",
    "C-4,South,Public,,",
    "C-5,North,Public,,",
)


@pytest.fixture
def folder(terminal: Terminal, tmp_path: Path) -> Path:
    """A folder with a visit whose list has five cases."""
    (tmp_path / "list.csv").write_text("\n".join((HEADER, *ROWS)) + "\n")
    assert terminal("new", "v", "--framework", "cafcass-pim-2009").status == 0
    assert terminal("frame", "import", "v", "list.csv").status == 0
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_rule_is_stated_counted_listed_and_taken_back(terminal: Terminal) -> None:
    told = terminal("--json", "frame", "exclude", "v", "--audited-within", 12, "--before", "2009-07-14")
    assert told.status == 0
    assert (told.json["listed"], told.json["excluded"], told.json["left"]) == (5, 1, 4)
    assert told.err.startswith("Last audited within 12 months before 14 July 2009")
    told = terminal("frame", "exclude", "v", "--cases", "C-4", "--reason", "at another office")
    assert told.out.splitlines()[-1] == "3 cases after 2 exclusions."
    assert terminal("--json", "frame", "ids", "v").json == ["C-2", "C-3", "C-5"]
    listed = terminal("query", "v", "excluded").json
    assert [(one["case"], one["rule"]) for one in listed] == [("C-1", 1), ("C-4", 2)]
    assert terminal("frame", "include", "v", "--rule", 1).status == 0
    assert terminal("--json", "frame", "ids", "v").json == ["C-1", "C-2", "C-3", "C-5"]
    assert terminal("--json", "frame", "include", "v", "--all").json["excluded"] == 0


def test_the_exported_list_and_its_hash_are_those_after_exclusions(terminal: Terminal, folder: Path) -> None:
    terminal("frame", "exclude", "v", "--where", "office=north")
    assert terminal("--json", "frame", "export", "v", "frame.txt").json["cases"] == 2
    exported = (folder / "frame.txt").read_bytes()
    assert exported == b"Private law\tC-2\nPublic law\tC-4\n"
    assert terminal("frame", "hash", "v").out.strip() == hashlib.sha256(exported).hexdigest()
    terminal("sample", "draw", "v", "--seed", "4 2 5", "--size", "2", "--allocate", "equal")
    assert terminal("query", "v", "frame").json["excluded"] == 3
    assert terminal("sample", "verify", "v").status == 0
    refused = terminal("frame", "exclude", "v", "--where", "office=south")
    assert (refused.status, refused.err.split(",")[0]) == (3, "A sample was drawn from the list already")


def test_several_rules_come_from_a_file_and_are_applied_all_or_none(terminal: Terminal, folder: Path) -> None:
    closed = '[[rule]]\nkind = "before"\nfield = "closed_on"\nbefore = 2009-01-01\n'
    named = '[[rule]]\nkind = "listed"\ncases = ["{}"]\nreason = "lost"\n'
    (folder / "rules.toml").write_text(closed + named.format("C-9"))
    assert terminal("frame", "exclude", "v", "--rules", "rules.toml").status == 3
    assert terminal("query", "v", "exclusions").json["excluded"] == 0
    (folder / "rules.toml").write_text(closed + named.format("C-5"))
    assert terminal("frame", "exclude", "v", "--rules", "rules.toml").status == 0
    assert terminal("query", "v", "exclusions").json["excluded"] == 2


def test_small_files_may_begin_with_the_mark_that_some_editors_write(
    terminal: Terminal, folder: Path
) -> None:
    mark = "\ufeff"
    (folder / "columns.toml").write_text(f'{mark}[columns]\n"Office" = "team"\n', encoding="utf-8")
    (folder / "sizes.toml").write_text(f'{mark}"All" = 2\n', encoding="utf-8")
    (folder / "details.toml").write_text(f'{mark}[visit]\nprovider = "P"\n', encoding="utf-8")
    assert terminal("frame", "import", "v", "list.csv", "--map", "columns.toml").status == 0
    assert terminal("new", "w", "--framework", "blank", "--details", "details.toml").status == 0
    told = terminal("sample", "extend", "v", "--per-stratum", "sizes.toml", "--reason", "More.")
    assert "No sample was drawn yet" in told.err  # the file itself was understood


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        ((), 2, "No rule was stated"),
        (("--closed-before", "2009-01-01", "--where", "office=North"), 2, "one rule at a time"),
        (("--where", "office"), 2, "FIELD=VALUE"),
        (("--closed-before", "January"), 3, "ExcludeCases was not understood"),
        (("--audited-within", "12"), 3, "before which day"),
        (("--rules", "missing.toml"), 3, "cannot be read"),
        (("--rules", "list.csv"), 3, "no TOML file"),
    ],
)
def test_a_rule_that_cannot_be_understood_is_refused(
    terminal: Terminal, words: tuple[str, ...], status: int, says: str
) -> None:
    told = terminal("frame", "exclude", "v", *words)
    assert told.status == status
    assert says in told.err
    assert terminal("query", "v", "exclusions").json["excluded"] == 0


def test_groups_are_made_of_columns_and_named_from_a_file(terminal: Terminal, folder: Path) -> None:
    told = terminal("--json", "frame", "group", "v", "--by", "law_type,office")
    assert told.json["strata"] == {
        "Private, North": 1,
        "Private, South": 1,
        "Public, North": 2,
        "Public, South": 1,
    }
    (folder / "names.toml").write_text('"Private, North" = "Private"\n"Private, South" = "Private"\n')
    told = terminal("frame", "group", "v", "--by", "law_type,office", "--names", "names.toml")
    assert [line.split(maxsplit=1) for line in told.out.splitlines()] == [
        ["2", "Private"],
        ["2", "Public, North"],
        ["1", "Public, South"],
    ]
    (folder / "names.toml").write_text('"Private, East" = "Private"\n')
    told = terminal("frame", "group", "v", "--by", "law_type,office", "--names", "names.toml")
    assert told.status == 3
    assert "no group “Private, East”" in told.err


def test_a_corrected_list_says_what_it_changes_before_and_after_the_draw(
    terminal: Terminal, folder: Path
) -> None:
    (folder / "second.csv").write_text("\n".join((HEADER, *ROWS[1:], "C-6,North,Public,,")) + "\n")
    told = terminal("frame", "import", "v", "second.csv")
    assert "in place of the earlier list: 1 case added, 1 removed, 0 altered." in told.out
    assert {"  + C-6", "  - C-1"} <= set(told.out.splitlines())
    assert terminal("--json", "frame", "ids", "v").json == ["C-2", "C-3", "C-4", "C-5", "C-6"]
    terminal("sample", "draw", "v", "--seed", "4 2 5", "--size", "5")
    told = terminal("--json", "frame", "import", "v", "list.csv")
    assert (told.status, told.json["cases"], told.json["hash"]) == (0, 5, "")
    assert terminal("--json", "frame", "ids", "v").json == ["C-2", "C-3", "C-4", "C-5", "C-6"]
    assert terminal("sample", "verify", "v").status == 0
    told = terminal("frame", "changes", "v")
    assert "beside the list that was drawn from" in told.out
    assert "1 of the newer list's cases had no chance of being drawn." in told.out
    assert "C-6 gone" in told.out.splitlines()[-1]


def test_a_fixed_list_is_released_with_a_reason(terminal: Terminal, folder: Path) -> None:
    (folder / "fix.jsonl").write_text('{"do": "FixFrame"}\n')
    terminal("run", "v", "fix.jsonl")
    assert terminal("frame", "exclude", "v", "--closed-before", "2009-01-01").status == 3
    assert terminal("frame", "release", "v", "--reason", " ").status == 3
    assert terminal("frame", "release", "v", "--reason", "closed cases forgotten").status == 0
    assert terminal("frame", "exclude", "v", "--closed-before", "2009-01-01").status == 0


def test_the_row_of_the_headings_is_stated_on_the_command_line(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Case ID,Team\nReference,Where\nA-1,East\nA-2,West\n")
    assert terminal("new", "v", "--framework", "cafcass-pim-2009").status == 0
    refused = terminal("frame", "import", "v", "list.csv", "--header-row", 9)
    assert (refused.status, "nothing in row 9" in refused.err) == (3, True)
    told = terminal("frame", "import", "v", "list.csv", "--header-row", 2)
    assert (told.status, told.out.splitlines()[0]) == (0, "2 cases read.")
    assert terminal("--json", "frame", "ids", "v").json == ["A-1", "A-2"]
    assert terminal("query", "v", "frame").json["facts"]["header_row"] == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("list.csv", "--header-row", 10**23), "The headings cannot stand in row 100,000"),
        (("list\udcff.csv",), "What was stated as file holds a character that is none."),
        (("list.csv", "--sheet", "\udcff"), "What was stated as sheet holds a character that is none."),
        (("list.csv", "--encoding", "\udcff"), "What was stated as encoding holds a character that is none."),
        (
            ("list.csv", "--delimiter", "\udcff"),
            "What was stated as delimiter holds a character that is none.",
        ),
    ],
)
def test_what_no_reading_process_can_be_told_is_refused_in_a_sentence(
    terminal: Terminal, folder: Path, said: tuple[object, ...], sentence: str
) -> None:
    ids = terminal("--json", "frame", "ids", folder / "v").json
    refused = terminal("frame", "import", folder / "v", *said)
    assert (refused.status, refused.out) == (3, "")
    assert refused.err.startswith(sentence)
    assert terminal("--json", "frame", "ids", folder / "v").json == ids


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that read lists, in the order in which they were started."""
    started: list[subprocess.Popen[bytes]] = []

    def noted(child: subprocess.Popen[bytes]) -> AbstractContextManager[tuple[Oddity, ...]]:
        started.append(child)
        return limit_child(child)

    monkeypatch.setattr("cafaudit.intake.reader.limit_child", noted)
    return started


@pytest.mark.parametrize("way", [(), ("--delimiter", ","), ("--encoding", "utf-8", "--header-row", 1)])
def test_a_list_is_read_while_the_profile_is_unlocked_by_one_process(
    terminal: Terminal,
    folder: Path,
    children: list[subprocess.Popen[bytes]],
    way: tuple[object, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[int] = []

    def noting(place: Path, passphrase: str) -> Identity:
        seen.append(sum(child.poll() is None for child in children))
        return open_profile(place, passphrase)

    monkeypatch.setattr("cafaudit.cli.unlocking.open_profile", noting)
    assert terminal("frame", "import", "v", folder / "list.csv", *way).status == 0
    assert seen == [1]
    assert len(children) == 1
    assert children[0].poll() is not None


def test_a_wrong_passphrase_ends_the_reading_and_changes_nothing(
    terminal: Terminal,
    folder: Path,
    children: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = terminal("--json", "query", "v", "frame").json
    (folder / "list.csv").write_text(f"{HEADER}\nD-1,North,Private,,\n")
    with monkeypatch.context() as wrong:
        wrong.setenv("CAFAUDIT_PASSPHRASE", "another made-up passphrase")
        told = terminal("frame", "import", "v", "list.csv")
    assert told.status == WrongPassphrase.exit_status
    assert [child.poll() is not None for child in children] == [True]
    assert terminal("--json", "query", "v", "frame").json == before
