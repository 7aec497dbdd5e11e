"""A pack's outer layers: for the people named, from somebody known, whole or not at all."""

import base64
import hashlib
import subprocess
from pathlib import Path
from shutil import which

import minisign
import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage import x25519

from cafaudit.errors import CafAuditError, InputRefused, IntegrityFailure, NotAMember
from cafaudit.team import seal as seal_module
from cafaudit.team.identity import Identity
from cafaudit.team.seal import BODY_PREFIX, minisign_public_key, open_seal, seal
from tests.core.team.people import person

SENDER, LEAD, STRANGER = person("Reader One", "R1"), person("Lead One", "L1"), person("Nobody Known", "N1")
BODY = b"first line\n\x00\xff second" * 50
COMMENT = '{"from":"R1","number":3,"to":["L1"],"visit":"abc"}'


def recipients(*people: Identity) -> list[str]:
    return [somebody.card.recipient for somebody in people]


PACK = seal(SENDER, COMMENT, BODY, recipients(LEAD, SENDER))


def inner(pack: bytes) -> bytes:
    opened: bytes = pyrage.decrypt(pack, [x25519.Identity.from_str(LEAD.receiving_secret)])
    return opened


def wrapped(opened: bytes) -> bytes:
    sealed: bytes = pyrage.encrypt(opened, [x25519.Recipient.from_str(LEAD.card.recipient)])
    return sealed


def opened_by_lead(pack: bytes) -> seal_module.Opened:
    return open_seal(pack, [LEAD.receiving_secret], [STRANGER.card, SENDER.card])


def test_each_person_named_opens_it_and_sees_who_sent_what() -> None:
    for reader in (LEAD, SENDER):
        opened = open_seal(PACK, [reader.receiving_secret], [LEAD.card, SENDER.card])
        assert (opened.sender, opened.comment, opened.body) == (SENDER.card, COMMENT, BODY)


def test_nobody_else_opens_it() -> None:
    with pytest.raises(NotAMember, match="not addressed") as refusal:
        open_seal(PACK, [STRANGER.receiving_secret], [SENDER.card])
    assert refusal.value.exit_status == 4


def test_a_pack_from_somebody_unknown_is_refused() -> None:
    with pytest.raises(NotAMember, match="not known here"):
        open_seal(PACK, [LEAD.receiving_secret], [LEAD.card])


@given(st.integers(0, len(PACK) - 1), st.integers(0, 7))
def test_no_bit_of_a_pack_can_change(place: int, bit: int) -> None:
    changed = bytearray(PACK)
    changed[place] ^= 1 << bit
    with pytest.raises((IntegrityFailure, NotAMember)):
        opened_by_lead(bytes(changed))


@given(st.integers(0, len(inner(PACK)) - 1), st.integers(0, 7))
def test_no_bit_inside_can_be_changed_by_somebody_who_may_open_it(place: int, bit: int) -> None:
    opened = bytearray(inner(PACK))
    opened[place] ^= 1 << bit
    line_one = place < opened.index(b"\n")
    try:
        result = opened_by_lead(wrapped(bytes(opened)))
    except (IntegrityFailure, NotAMember):
        return
    assert line_one, "only the first line, which is called untrusted, may differ"
    assert (result.comment, result.body) == (COMMENT, BODY)


@given(st.binary(max_size=400))
def test_whatever_comes_is_refused_with_a_sentence(data: bytes) -> None:
    for pack in (data, wrapped(data)):
        with pytest.raises(CafAuditError):
            opened_by_lead(pack)


def test_a_signature_written_in_another_way_is_refused() -> None:
    lines = inner(PACK).split(b"\n", 4)
    assert lines[3][-3:-2] in b"AQgw", "the last letter carries two bits and four spare ones"
    lines[3] = lines[3][:-3] + bytes([lines[3][-3] + 1]) + b"=="
    with pytest.raises(IntegrityFailure, match="not written as it should be"):
        opened_by_lead(wrapped(b"\n".join(lines)))


def signed_by(prehash: bool, whole: bytes) -> bytes:
    key = seal_module._secret_key(SENDER)
    return wrapped(bytes(key.sign(whole, prehash=prehash, trusted_comment=COMMENT)) + b"\n" + whole)


def test_a_body_signed_for_something_else_is_refused() -> None:
    with pytest.raises(IntegrityFailure, match="something else"):
        opened_by_lead(signed_by(True, BODY))
    assert opened_by_lead(signed_by(True, BODY_PREFIX + BODY)).body == BODY


def test_the_old_kind_of_minisign_signature_is_refused() -> None:
    with pytest.raises(IntegrityFailure, match="another kind"):
        opened_by_lead(signed_by(False, BODY_PREFIX + BODY))


def test_lines_without_end_are_not_searched_through() -> None:
    with pytest.raises(IntegrityFailure, match="does not begin"):
        opened_by_lead(wrapped(b"untrusted comment: " + b"x" * 100_000 + b"\n" * 5))


def test_nothing_is_looked_at_before_the_signature_holds() -> None:
    """The prefix is the first thing read of the body; with a broken signature its absence goes unnoticed."""
    lines = b"\n".join(inner(PACK).split(b"\n")[:4])
    with pytest.raises(IntegrityFailure, match="signature does not hold"):
        opened_by_lead(wrapped(lines + b"\nno prefix at all"))


def test_a_pack_over_the_limit_is_neither_made_nor_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal_module, "PACK_CAP", 500)
    with pytest.raises(InputRefused, match="larger"):
        opened_by_lead(PACK)
    with pytest.raises(InputRefused, match="too large"):
        seal(SENDER, COMMENT, BODY, recipients(LEAD, SENDER))


@pytest.mark.parametrize("people", [[], ["age1nonsense"]])
def test_a_pack_for_nobody_is_refused(people: list[str]) -> None:
    with pytest.raises(InputRefused):
        seal(SENDER, COMMENT, BODY, people)


@pytest.mark.parametrize("comment", ["a\nb", "é", "x" * 5000])
def test_a_comment_that_minisign_would_not_take_is_our_own_fault(comment: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        seal(SENDER, comment, BODY, recipients(LEAD))


def test_an_empty_body_and_comment_go_through() -> None:
    opened = opened_by_lead(seal(SENDER, "", b"", recipients(LEAD)))
    assert (opened.comment, opened.body) == ("", b"")


def test_the_key_id_is_the_beginning_of_the_hash_of_the_key() -> None:
    key = base64.b64decode(minisign_public_key(SENDER.signing_key))
    assert key == b"Ed" + hashlib.sha256(SENDER.signing_key).digest()[:8] + SENDER.signing_key
    assert minisign.PublicKey.from_base64(minisign_public_key(SENDER.signing_key))


@pytest.mark.skipif(not (which("age") and which("minisign")), reason="age or minisign is not installed")
def test_the_stock_programs_open_and_check_the_layers(tmp_path: Path) -> None:
    (tmp_path / "identity").write_text(LEAD.receiving_secret)
    (tmp_path / "pack").write_bytes(PACK)
    run = ["age", "-d", "-i", str(tmp_path / "identity"), str(tmp_path / "pack")]
    opened = subprocess.run(run, capture_output=True, check=True).stdout
    lines = opened.split(b"\n", 4)
    (tmp_path / "body").write_bytes(lines[4])
    (tmp_path / "body.minisig").write_bytes(b"\n".join(lines[:4]) + b"\n")
    check = ["minisign", "-V", "-P", minisign_public_key(SENDER.signing_key), "-m", str(tmp_path / "body")]
    told = subprocess.run(check, capture_output=True, check=True)
    assert COMMENT.encode() in told.stdout
    (tmp_path / "body").write_bytes(lines[4] + b"x")
    assert subprocess.run(check, capture_output=True, check=False).returncode != 0
