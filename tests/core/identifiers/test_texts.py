"""Made-up texts as inspectors write them, each with what the firewall is to make of it."""

from __future__ import annotations

import statistics
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cafaudit.identifiers import Fingerprinter, Firewall, Identifiers
from cafaudit.identifiers.common_words import COMMON_WORDS
from cafaudit.identifiers.words import NOT_NAMES, PARTICLES, fold

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = bytes(range(32))
TEXTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))
LIST = Identifiers(**TEXTS["list"])
FIREWALL = Firewall(KEY, Fingerprinter(KEY).fingerprints(LIST))
OUTCOMES: dict[str, list[str]] = TEXTS["texts"]


def outcome(text: str) -> str:
    severities = {mark.severity for mark in FIREWALL.scan(text)}
    return "block" if "block" in severities else "warn" if severities else "pass"


@pytest.mark.parametrize("text", OUTCOMES["block"])
def test_what_names_a_person_blocks(text: str) -> None:
    assert outcome(text) == "block", FIREWALL.scan(text)


@pytest.mark.parametrize("text", OUTCOMES["warn"])
def test_what_may_name_a_person_warns(text: str) -> None:
    assert outcome(text) == "warn", FIREWALL.scan(text)


@pytest.mark.parametrize("text", OUTCOMES["pass"])
def test_what_names_nobody_passes(text: str) -> None:
    assert outcome(text) == "pass", FIREWALL.scan(text)


@pytest.mark.parametrize("text", OUTCOMES["got_past"])
def test_what_cannot_be_known_is_known_to_pass(text: str) -> None:
    """These name somebody. When one of them is caught one day, it moves to the others."""
    assert outcome(text) == "pass", FIREWALL.scan(text)


def test_there_are_two_hundred_texts_and_none_twice() -> None:
    every = [text for texts in OUTCOMES.values() for text in texts]
    assert len(every) >= 200
    assert len(set(every)) == len(every)


@pytest.mark.parametrize("text", OUTCOMES["block"])
def test_no_mark_repeats_what_it_marks(text: str) -> None:
    for mark in FIREWALL.scan(text):
        assert text[mark.start : mark.end] not in mark.say


def test_each_blocked_text_can_be_allowed_where_it_stands() -> None:
    for text in OUTCOMES["block"]:
        settled = {
            print_: "a reason"
            for mark in FIREWALL.scan(text)
            for print_ in FIREWALL.allowance(text[mark.start : mark.end])
        }
        allowing = Firewall(KEY, Fingerprinter(KEY).fingerprints(LIST), settled=settled)
        assert {mark.severity for mark in allowing.scan(text)} == {"allowed"}, text


LETTERS = st.text(alphabet="abcdefghiklmnoprstuvwyzàéîöüßçñłøžś", min_size=3, max_size=9)
BETWEEN = frozenset({"aka", "nee", "versus"})
"""Words that stand between two people in the column of a list."""

GAPS = (
    " ",
    ", ",
    "-",
    "_",
    "\n",
    "\u00a0",
    ".",
    " \u2013 ",
    "  ",
    "/",
    "\u200b \u200b",
    " R. ",
    " (known so) ",
)


@given(
    LETTERS, LETTERS, st.sampled_from(GAPS), st.sampled_from((str.upper, str.lower, str.title)), st.booleans()
)
def test_a_name_blocks_however_it_is_set(
    first: str, last: str, gap: str, cased: Callable[[str], str], turned: bool
) -> None:
    assume(first != last and not {fold(first), fold(last)} & (COMMON_WORDS | NOT_NAMES | PARTICLES | BETWEEN))
    known = Fingerprinter(KEY).fingerprints(Identifiers(people=[f"{first} {last}"]))
    parts = (last, first) if turned else (first, last)
    text = f"We saw {gap.join(map(cased, parts))} on that day."
    assert any(mark.severity == "block" for mark in Firewall(KEY, known).scan(text))


@pytest.mark.parametrize(
    "unit", ["Anna Quillmere ", "1 2 3 ", "1234567890", "Anna", "ü", "\u200b", "a@", "12/3/", "-\n"]
)
def test_the_longest_text_is_scanned_within_a_second_whatever_it_repeats(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    started = time.perf_counter()
    FIREWALL.scan(text)
    assert time.perf_counter() - started < 1


@pytest.mark.speed
def test_each_key_in_a_note_of_two_thousand_signs_is_answered_within_two_milliseconds() -> None:
    note = " ".join((OUTCOMES["pass"] + OUTCOMES["warn"]) * 2)[:2000]
    firewall = Firewall(KEY, Fingerprinter(KEY).fingerprints(LIST))
    times = []
    for typed in range(1800, 2000):
        started = time.perf_counter()
        firewall.scan(note[:typed])
        times.append(time.perf_counter() - started)
    assert statistics.median(times) < 0.002, f"{statistics.median(times) * 1000:.2f} ms"
