"""Signatures that fit one thing only, and cards that survive an e-mail but no change."""

import base64
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.errors import InputRefused, IntegrityFailure
from cafaudit.team.identity import (
    CARD_PREFIX,
    Card,
    Identity,
    check_person,
    fingerprint_words,
    verify,
)
from tests.core.team.people import person

READER = person()


def test_a_signature_holds_for_what_was_signed() -> None:
    verify(READER.signing_key, b"event\n", b"data", READER.sign(b"event\n", b"data"))


@pytest.mark.parametrize(
    ("prefix", "data", "cut"),
    [
        (b"event\n", b"datA", 64),
        (b"card\n", b"data", 64),
        (b"event\n", b"data", 63),
        (b"event\n", b"data", 0),
    ],
)
def test_a_signature_fits_nothing_else(prefix: bytes, data: bytes, cut: int) -> None:
    signature = READER.sign(b"event\n", b"data")[:cut]
    with pytest.raises(IntegrityFailure):
        verify(READER.signing_key, prefix, data, signature)


@pytest.mark.parametrize(
    "key",
    [person().signing_key, b"", b"\xff" * 32, b"\x02" + bytes(31)],
    ids=["of another", "empty", "all ones", "a two"],
)
def test_a_signature_holds_under_no_other_key(key: bytes) -> None:
    with pytest.raises(IntegrityFailure):
        verify(key, b"event\n", b"data", READER.sign(b"event\n", b"data"))


def test_no_secret_shows_in_a_text_about_an_identity() -> None:
    shown = repr(READER) + str(READER)
    assert READER.receiving_secret not in shown
    assert READER.signing_secret.hex() not in shown
    assert repr(READER.signing_secret) not in shown


@pytest.mark.parametrize("name", ["Reader One", "Zoë Ångström-Ødegård", "ريم", 'O\'Neill "Red" <x>'])
def test_a_card_is_read_back_from_its_text(name: str) -> None:
    card = person(name, "Ä1").card
    assert Card.from_text(card.to_text()) == card
    assert card.author == card.signing_key.hex()


def test_a_card_without_a_code_says_only_the_name() -> None:
    text = person("Reader One", "").card.to_text()
    assert text.startswith("CafAudit card of Reader One\n")
    assert Card.from_text(text).code == ""


def test_a_card_shows_its_words_to_people() -> None:
    assert f"Words: {' '.join(READER.card.words)}\n" in READER.card.to_text()
    assert READER.card.words == fingerprint_words(READER.signing_key) != person().card.words


def test_a_card_is_found_in_a_quoted_mail_with_other_line_ends() -> None:
    quoted = "\r\n".join(f"> {line}" for line in READER.card.to_text().splitlines())
    assert Card.from_text(f"Dear lead,\r\nhere it is:\r\n{quoted}\r\nBest wishes") == READER.card


def packed(card: Card) -> bytes:
    found = re.search("CARD-----\n(.*)-----END", card.to_text(), re.DOTALL)
    assert found is not None
    return base64.b64decode(found[1])


def text_of(data: bytes) -> str:
    return f"-----BEGIN CAFAUDIT CARD-----\n{base64.b64encode(data).decode()}\n-----END CAFAUDIT CARD-----"


@given(st.integers(0, len(packed(READER.card)) - 1), st.integers(0, 7))
def test_no_bit_of_a_card_can_change(place: int, bit: int) -> None:
    data = bytearray(packed(READER.card))
    data[place] ^= 1 << bit
    with pytest.raises(InputRefused):
        Card.from_text(text_of(bytes(data)))


def test_another_key_for_receiving_cannot_be_slipped_into_a_card() -> None:
    thief = person("Reader One", "R1")
    forged = replace(READER.card, recipient=thief.card.recipient)
    with pytest.raises(InputRefused, match="signature does not hold"):
        Card.from_text(forged.to_text())


def signed(identity: Identity, said: object) -> str:
    body = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return text_of(identity.sign(CARD_PREFIX, body) + body)


FIELDS = {
    "code": "R1",
    "format": 1,
    "name": "Reader One",
    "receive": READER.card.recipient,
    "sign": READER.signing_key.hex(),
}


def test_the_fields_used_below_make_a_card() -> None:
    assert Card.from_text(signed(READER, FIELDS)) == READER.card


@pytest.mark.parametrize(
    "said",
    [
        {},
        [],
        "card",
        None,
        FIELDS | {"format": 2},
        FIELDS | {"more": "x"},
        FIELDS | {"name": ""},
        FIELDS | {"name": "a\nb"},
        FIELDS | {"name": "left\u202eright"},
        FIELDS | {"name": "x" * 101},
        FIELDS | {"name": ["x"]},
        FIELDS | {"code": "x" * 21},
        FIELDS | {"sign": "00"},
        FIELDS | {"sign": READER.signing_key.hex().upper()},
        FIELDS | {"receive": "age1nonsense"},
        FIELDS | {"receive": 7},
    ],
)
def test_a_card_that_its_owner_signed_but_that_makes_no_sense_is_refused(said: object) -> None:
    with pytest.raises(InputRefused):
        Card.from_text(signed(READER, said))


@pytest.mark.parametrize(
    "text",
    ["", "nothing", "-----BEGIN CAFAUDIT CARD-----", text_of(b""), text_of(b"x" * 64), "x" * 10_000],
)
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(InputRefused, match="not a whole card"):
        Card.from_text(text)


@pytest.mark.parametrize(
    ("name", "code"), [("", ""), ("  ", ""), ("x" * 101, ""), ("A\x00", ""), ("A", "\t")]
)
def test_names_and_codes_that_would_not_print_are_refused(name: str, code: str) -> None:
    with pytest.raises(InputRefused):
        check_person(name, code)
