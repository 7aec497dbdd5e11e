import pickle
import statistics
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.identifiers import Fingerprint, Fingerprinter, Firewall, Identifiers
from cafaudit.identifiers.patterns import is_nhs_number

KEY = bytes(range(32))
LIST = Identifiers(
    people=[
        "Anna Quillmere",
        "O'Brackley, Zoë",
        "Grace Thornaby",
        "Rose Green",
        "May Brindlecombe",
        "Tom Quill-Mereham",
        "Will Strudwick",
    ],
    staff=["Petra Ashdownley"],
    dates=[date(2001, 3, 4), date(1998, 11, 23)],
    numbers=["ABX 77-120 345", "4001234"],
)
KNOWN = Fingerprinter(KEY).fingerprints(LIST)
FIREWALL = Firewall(KEY, KNOWN)


def blocked(text: str, firewall: Firewall = FIREWALL) -> list[str]:
    return [text[mark.start : mark.end] for mark in firewall.scan(text) if mark.severity == "block"]


def warned(text: str, firewall: Firewall = FIREWALL) -> list[str]:
    return [text[mark.start : mark.end] for mark in firewall.scan(text) if mark.severity == "warn"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Saw Anna Quillmere today.", "Anna Quillmere"),
        ("saw anna quillmere today", "anna quillmere"),
        ("QUILLMERE, Anna was seen", "QUILLMERE, Anna"),
        ("Anna Jane Quillmere's wishes", "Anna Jane Quillmere's"),
        ("Zoe O’Brackley", "Zoe O’Brackley"),
        ("zoe obrackley", "zoe obrackley"),
        ("Zoë O Brackley", "Zoë O Brackley"),
        ("Tom Quillmereham", "Tom Quillmereham"),
        ("Tom Quill Mereham", "Tom Quill Mereham"),
        ("Tom Mereham", "Tom Mereham"),
        ("Grace Thornaby", "Grace Thornaby"),
        ("grace thornaby", "grace thornaby"),
        ("Rose Green", "Rose Green"),
        ("Petra Ashdownley wrote", "Petra Ashdownley"),
        ("born 4 March 2001", "4 March 2001"),
        ("DOB 04/03/2001,", "04/03/2001"),
        ("DOB 03/04/2001,", "03/04/2001"),
        ("DOB 4.3.01", "4.3.01"),
        ("23rd Nov 98", "23rd Nov 98"),
        ("number abx77120345 on file", "abx77120345"),
        ("number ABX 77 120 345 on file", "ABX 77 120 345"),
        ("ref 400-1234.", "400-1234"),
        ("lives at BS1 4ZZ now", "BS1 4ZZ"),
        ("lives at bs14zz now", "bs14zz"),
        ("rang 020 7946 0123", "020 7946 0123"),
        ("rang +44 7700 900123 twice", "+44 7700 900123"),
        ("write to some.one@example.org", "some.one@example.org"),
        ("NHS 943 476 5919", "943 476 5919"),
        ("order in ZE09P00123", "ZE09P00123"),
    ],
)
def test_what_names_a_person_blocks(text: str, what: str) -> None:
    assert blocked(text) == [what]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Anna was seen.", "Anna"),
        ("anna was seen.", "anna"),
        ("the quillmere family", "quillmere"),
        ("a talk with Grace took place", "Grace"),
        ("Grace said so.", "Grace"),
        ("told Petra so", "Petra"),
        ("Quill-Mereham", "Quill-Mereham"),
        ("and then May said", "May"),
        ("Anna Thornaby", "Anna"),
    ],
)
def test_one_word_of_a_name_warns_and_does_not_block(text: str, what: str) -> None:
    assert blocked(text) == []
    assert what in warned(text) or "".join(warned(text)) == what.replace("-", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The case plan rose in quality; a green form was used.",
        "by the grace of the court",
        "Will the plan hold? Will it be reviewed?",
        "It may be reviewed in May 2009, and again on 4 May.",
        "Report under s7 2nd addendum, s31 4th draft, section 16.4.",
        "83.3 % of 1,284 cases; 50 of 60 files; BBC-0929 and BBC-0056.",
        "Reviewed on 19 August 2009 and 2009-08-20.",
        "The total of 0.5 days, 0 of 12, 01 02 03.",
        "number 943 476 5918 has no valid check digit",
        "Version 1.2.3, page 400 of 1234 is missing; 400, 1234",
        "The mother and the child were seen on 18/09/2009 at 10:30.",
    ],
)
def test_ordinary_sentences_pass_without_a_mark(text: str) -> None:
    assert FIREWALL.scan(text) == ()


def test_a_mark_says_what_to_write_and_never_repeats_the_name() -> None:
    (mark,) = FIREWALL.scan("Anna Quillmere")
    assert (mark.severity, mark.kind) == ("block", "name")
    assert "the child" in mark.say
    assert "quillmere" not in repr(mark).lower()


def test_a_name_seen_twice_is_marked_twice_and_a_block_wins_over_its_words() -> None:
    marks = FIREWALL.scan("Anna Quillmere met Anna.")
    assert [mark.severity for mark in marks] == ["block", "warn"]


def test_what_the_team_allowed_passes_but_a_single_word_does_not_let_a_full_name_through() -> None:
    single = Firewall(KEY, KNOWN, ["anna"])
    assert warned("Anna was seen", single) == []
    assert blocked("Anna Quillmere", single) == ["Anna Quillmere"]
    full = Firewall(KEY, KNOWN, ["Quillmere, Anna", "4 March 2001", "BS1 4ZZ", "400 1234"])
    assert blocked("Anna Quillmere", full) == []
    assert blocked("4 March 2001, BS14ZZ, 4001234", full) == []


def test_words_of_different_people_are_no_name() -> None:
    assert blocked("Anna Brindlecombe") == []


def test_another_key_recognises_nothing() -> None:
    assert Firewall(bytes(32), KNOWN).scan("Anna Quillmere, 4 March 2001") == ()


def test_fingerprints_hold_no_plain_word_and_are_one_set_for_the_whole_list() -> None:
    assert isinstance(KNOWN, frozenset)
    for kind, digest in KNOWN:
        assert kind in {"word", "pair", "staff-word", "staff-pair", "date", "number"}
        assert len(digest) == 16
    assert Fingerprint("word", b"") not in KNOWN
    assert b"quillmere" not in b"".join(digest for _, digest in KNOWN).lower()


def test_identifiers_print_as_counts_and_cannot_be_kept() -> None:
    assert repr(LIST) == "<Identifiers: 7 people, 1 staff, 2 dates, 2 numbers>"
    assert str(LIST) == repr(LIST)
    with pytest.raises(TypeError):
        pickle.dumps(LIST)
    with pytest.raises(AttributeError):
        LIST.__dict__  # noqa: B018


def test_a_key_that_is_too_short_is_a_fault() -> None:
    with pytest.raises(ValueError, match="16 to 64"):
        Fingerprinter(b"short")


@pytest.mark.parametrize(
    ("number", "valid"), [("9434765919", True), ("9434765918", False), ("123", False), ("0000000000", True)]
)
def test_the_check_digit_decides_on_nhs_numbers(number: str, valid: bool) -> None:
    assert is_nhs_number(number) is valid


@given(st.text())
def test_any_text_is_scanned_and_marks_lie_within_it_in_order(text: str) -> None:
    last = 0
    for mark in FIREWALL.scan(text):
        assert last <= mark.start < mark.end <= len(text)
        last = mark.end


@given(st.text(alphabet=st.characters(exclude_categories=["L", "M"]), max_size=20))
def test_a_full_name_blocks_in_whatever_stands_around_it(around: str) -> None:
    text = f"{around} Anna Quillmere {around}"
    assert any("Anna" in found or "Quillmere" in found for found in blocked(text))


@pytest.mark.speed
def test_five_hundred_signs_are_scanned_within_a_millisecond() -> None:
    text = ("The plan was reviewed with Anna on 19 August 2009 by the manager, who graded it 2 of 4. " * 6)[
        :500
    ]
    times = []
    for _ in range(200):
        started = time.perf_counter()
        FIREWALL.scan(text)
        times.append(time.perf_counter() - started)
    assert statistics.median(times) < 0.001, f"{statistics.median(times) * 1000:.2f} ms"


@pytest.mark.parametrize(
    "name",
    ["Ben Brinworth", "Al Penwick", "Della Chalden", "Mac Brinworth", "Di Penwick", "Priya Das", "Anh Le"],
)
def test_a_first_name_that_is_also_a_beginning_of_surnames_blocks_with_its_surname(name: str) -> None:
    key = bytes(32)
    known = Fingerprinter(key).fingerprints(Identifiers(people=[name], staff=[], dates=[], numbers=[]))
    for said in (name, " ".join(reversed(name.split()))):
        marks = Firewall(key, known).scan(f"Talked with {said} at school.")
        assert [(mark.kind, mark.severity) for mark in marks] == [("name", "block")]
