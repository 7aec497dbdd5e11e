"""Made-up texts as inspectors write them, each with what the firewall is to make of it."""

from __future__ import annotations

import statistics
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cafaudit.identifiers import Fingerprinter, Firewall, Identifiers

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
