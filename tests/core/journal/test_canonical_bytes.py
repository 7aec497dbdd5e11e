"""Canonical bytes: one spelling of an event, and a refusal in plain words for every other."""

from __future__ import annotations

import json
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.errors import InputRefused, IntegrityFailure
from cafaudit.journal import canonical
from cafaudit.journal.event import (
    HEADER_BYTES_CAP,
    NONCE_BYTES,
    PAYLOAD_BYTES_CAP,
    Event,
    Payload,
    check_payload,
    payload_hash,
)
from cafaudit.journal.writing import Draft
from tests.factories import author, found_visit, team

SHAPELY = st.text(st.characters(codec="utf-8")).filter(canonical.is_shapely)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.LARGEST_INTEGER, canonical.LARGEST_INTEGER) | SHAPELY,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SHAPELY, inner, max_size=4),
    max_leaves=12,
)


def payload_of(raw: bytes) -> object:
    return Event(b"", b"", b"", raw).payload


def header_bytes(**changes: object) -> bytes:
    header = json.loads(found_visit(author(1)).events.popitem()[1].header_bytes)
    return json.dumps(header | changes, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def nested(depth: int) -> bytes:
    return b'{"did":"Test","value":' + b"[" * depth + b"]" * depth + b"}"


@given(VALUES)
def test_what_is_written_reads_back_the_same_from_the_only_bytes_that_spell_it(value: object) -> None:
    raw = canonical.encode(Payload(did="Test", value=value))
    payload = payload_of(raw)
    assert isinstance(payload, Payload)
    assert payload.value == value
    assert canonical.encode(payload) == raw
    assert (
        raw
        == json.dumps(
            {"did": "Test", "value": value}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        ).encode()
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'{"did":"Test","value":1',
        b'{"did":"Test","value":1}\n',
        b' {"did":"Test","value":1}',
        b'{"did": "Test","value":1}',
        b'\xef\xbb\xbf{"did":"Test","value":1}',
        b'{"value":1,"did":"Test"}',
        b'{"did":"Test","did":"Test","value":1}',
        b'{"did":"Test","value":{"a":1,"a":1}}',
        b'{"did":"Test","value":{"a":1,"a":2}}',
        b'{"did":"Test","value":{"b":1,"a":2}}',
        b'{"did":"Test","more":1,"value":1}',
        b'{"did":"Test","value":1,"zeal":1}',
        b'{"did":"Test","reason":null,"value":1}',
        b'{"did":1,"value":1}',
        b'{"did":"\\u0054est","value":1}',
        b'{"did":"Test","value":"\\/"}',
        b'{"did":"Test","value":"\\ud800"}',
        b'{"did":"Test","value":"\\ud83d\\ude00"}',
        b'{"did":"Test","value":"\xed\xa0\x80"}',
        b'{"did":"Test","value":"\x00"}',
        b'{"did":"Test","value":"\\u0000"}',
        b'{"did":"Test","value":"\\u001b[31m"}',
        b'{"did":"Test","value":"a\\rb"}',
        b'{"did":"Test","value":"\x7f"}',
        '{"did":"Test","value":"\uffff"}'.encode(),
        '{"did":"Test","value":"\U0001fffe"}'.encode(),
        b'{"did":"Test","value":{"\\u0007":1}}',
        b'{"did":"Te\\u0007st","value":1}',
        b'{"did":"Test","reason":"\\u0007","value":1}',
        b'{"did":"Test","value":1.5}',
        b'{"did":"Test","value":1.0}',
        b'{"did":"Test","value":[{"a":[0.1]}]}',
        b'{"did":"Test","value":1e2}',
        b'{"did":"Test","value":1e400}',
        b'{"did":"Test","value":-0}',
        b'{"did":"Test","value":01}',
        b'{"did":"Test","value":NaN}',
        b'{"did":"Test","value":Infinity}',
        b'{"did":"Test","value":9007199254740992}',
        b'{"did":"Test","value":-9007199254740992}',
        b'{"did":"Test","value":18446744073709551616}',
        b'{"did":"Test","value":' + b"9" * 400 + b"}",
        b'{"did":"Test","value":' + b"9" * 5_000 + b"}",
        nested(33),
        nested(1_000),
        nested(100_000),
    ],
)
def test_any_other_spelling_or_content_is_refused(raw: bytes) -> None:
    with pytest.raises(IntegrityFailure, match="cannot be read"):
        payload_of(raw)


def test_how_deep_a_value_may_be_nested_does_not_depend_on_the_caller() -> None:
    deep, too_deep = nested(canonical.DEEPEST), nested(canonical.DEEPEST + 1)

    def from_deep_inside(raw: bytes, calls: int) -> object:
        return payload_of(raw) if calls == 0 else from_deep_inside(raw, calls - 1)

    calls = sys.getrecursionlimit() - 200
    assert from_deep_inside(deep, calls) == payload_of(deep)
    with pytest.raises(IntegrityFailure):
        from_deep_inside(too_deep, calls)
    with pytest.raises(IntegrityFailure):
        payload_of(too_deep)


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_and_never_crash(raw: bytes) -> None:
    event = Event(raw, b"", b"", raw)
    with pytest.raises(IntegrityFailure):
        _ = event.header
    with pytest.raises(IntegrityFailure):
        _ = event.payload


@given(st.data())
def test_a_changed_byte_of_a_header_is_refused_or_gives_another_event(data: st.DataObject) -> None:
    raw = bytearray(header_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    event = Event(bytes(raw), b"", None, None)
    assert event.id != Event(header_bytes(), b"", None, None).id
    with suppress(IntegrityFailure, InputRefused):
        assert canonical.encode(event.header) == bytes(raw)


@pytest.mark.parametrize(
    "changes",
    [
        {"author": "ab" * 31},
        {"author": "AB" * 32},
        {"author": "zz" * 32},
        {"author": "ab " * 21 + "a"},
        {"author": "ab" * 32 + "\n"},
        {"author": "\u0661" * 64},
        {"visit": "ab" * 32},
        {"instance": ""},
        {"prev": "ab"},
        {"seen": ["ab"]},
        {"seen": "ab" * 32},
        {"seen": ["ab" * 32 + " " + "cd" * 32]},
        {"at": "2009-08-19T14:02:11Z " + "ab" * 32},
        {"prev": "ab" * 32 + " "},
        {"supersedes": [None]},
        {"payload": ""},
        {"seq": 0},
        {"seq": -1},
        {"seq": 1.0},
        {"seq": True},
        {"seq": 2**53},
        {"seq": 2**64},
        {"format": 0},
        {"format": -1},
        {"format": "1"},
        {"audience": None},
        {"audience": [1]},
        {"at": "2009-08-19 14:02:11Z"},
        {"at": "2009-08-19T14:02:11"},
        {"at": "2009-08-19T14:02:11+01:00"},
        {"at": "2009-02-30T14:02:11Z"},
        {"at": "0000-01-01T00:00:00Z"},
        {"at": "٢٠٠٩-08-19T14:02:11Z"},
        {"cell": None},
        {"unheard": 1},
        {"cell": "x" * HEADER_BYTES_CAP},
    ],
)
def test_a_header_whose_fields_do_not_fit_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(IntegrityFailure, match="cannot be read"):
        _ = Event(header_bytes(**changes), b"", None, None).header


@pytest.mark.parametrize("more", [{}, {"unheard": 1}, {"author": {"new": "form"}}])
def test_a_newer_format_is_told_apart_from_damage(more: dict[str, object]) -> None:
    event = Event(header_bytes(format=2, **more), b"", None, None)
    with pytest.raises(InputRefused, match="newer program"):
        _ = event.header


def test_a_payload_beyond_the_cap_is_refused_when_read_and_when_written() -> None:
    with pytest.raises(IntegrityFailure, match="the most"):
        payload_of(b" " * (PAYLOAD_BYTES_CAP + 1))
    desk = found_visit(author(1))
    with pytest.raises(InputRefused, match="at most"):
        desk.set("note", "n1", "text", value="x" * PAYLOAD_BYTES_CAP)
    assert len(desk.events) == 1


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), 2**53, "a\x00b", "\ud800", "a\rb", {"k": [0.1]}, {"\x1b": 1}, [[0.5]]]
)
def test_what_no_other_machine_could_read_is_never_written(value: object) -> None:
    desk = found_visit(author(1))
    with pytest.raises(InputRefused, match="cannot be recorded"):
        desk.set("note", "n1", "text", value=value)
    with pytest.raises(InputRefused, match="cannot be recorded"):
        desk.draft(Draft(("note", "n1", "text"), "note.set", "x", "Test", reason="bell \x07"))
    assert len(desk.events) == 1


def test_a_caller_who_gives_a_moment_of_another_form_is_at_fault() -> None:
    desk = found_visit(author(1))
    event = next(iter(desk.events.values()))
    assert event.header.at.endswith("Z")
    with pytest.raises(ValueError, match="does not have its form"):
        type(event.header)(
            **{name: getattr(event.header, name) for name in event.header.__struct_fields__} | {"at": "now"}
        )


def test_a_payload_is_held_against_the_hash_that_was_signed() -> None:
    event = found_visit(author(1)).events.popitem()[1]
    assert event.nonce is not None
    assert event.payload_bytes is not None
    check_payload(event)
    check_payload(Event(event.header_bytes, event.signature, None, None))
    for nonce, payload in [
        (event.nonce, event.payload_bytes + b" "),
        (bytes(NONCE_BYTES), event.payload_bytes),
        (event.nonce, None),
        (None, event.payload_bytes),
    ]:
        with pytest.raises(IntegrityFailure, match="not the one that was signed"):
            check_payload(Event(event.header_bytes, event.signature, nonce, payload))


def test_one_event_cannot_say_two_things_by_moving_bytes_between_nonce_and_payload() -> None:
    inner = b'{"did":"Test","value":"no"}'
    nonce = b"n" * (NONCE_BYTES - 10) + b'{"did":"a"'
    told = nonce + inner
    signed = payload_hash(nonce, inner)
    assert payload_hash(told[:-10], told[-10:]) == signed
    event = Event(header_bytes(payload=signed), b"", nonce[:-10], told[NONCE_BYTES - 10 :])
    with pytest.raises(IntegrityFailure, match="not the one that was signed"):
        check_payload(event)


def test_a_payload_that_cannot_be_read_is_found_at_the_door() -> None:
    nonce, raw = bytes(NONCE_BYTES), b'{"did":"Test","value":1.5}'
    event = Event(header_bytes(payload=payload_hash(nonce, raw)), b"", nonce, raw)
    with pytest.raises(IntegrityFailure, match="fraction"):
        check_payload(event)


def test_an_event_of_the_team_tells_its_cell_in_the_header_and_a_private_one_does_not() -> None:
    lead, inspector = team(2)
    shown = inspector.set("note", "n1", "text", value="seen by all")
    private = inspector.set("note", "n2", "text", value="for the lead", audience="lead")
    assert (shown.cell, shown.kind) == (("note", "n1", "text"), "note.set")
    assert (private.cell, private.kind) == (("note", "n2", "text"), "note.set")
    assert b"note" not in private.header_bytes
    assert Event(private.header_bytes, private.signature, None, None).cell is None
    assert lead.visit == private.header.visit
