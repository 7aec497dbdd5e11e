"""Keys of the age format, one of them spelled out here."""

import secrets
import subprocess
from pathlib import Path
from shutil import which

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage import x25519

from cafaudit.errors import InputRefused
from cafaudit.team.age_keys import check_recipient, identity_from, new_identity, recipient_of


def test_zeros_are_spelled_with_the_letter_that_bech32_has_for_zero() -> None:
    made = identity_from(bytes(32))
    assert made.startswith("AGE-SECRET-KEY-1" + "Q" * 51)
    assert str(x25519.Identity.from_str(made)) == made


@given(st.binary(min_size=32, max_size=32))
def test_any_32_bytes_make_an_identity_that_the_library_reads(secret: bytes) -> None:
    made = identity_from(secret)
    sealed = pyrage.encrypt(b"text", [x25519.Recipient.from_str(recipient_of(made))])
    assert pyrage.decrypt(sealed, [x25519.Identity.from_str(made)]) == b"text"


def test_different_bytes_make_different_identities() -> None:
    secret = secrets.token_bytes(32)
    assert identity_from(secret) == identity_from(secret) != identity_from(secret[::-1])
    assert new_identity() != new_identity()


@pytest.mark.parametrize("text", ["", "age1", "AGE-SECRET-KEY-1QQQ", "ssh-ed25519 AAAA"])
def test_what_is_no_recipient_is_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        check_recipient(text)


@pytest.mark.skipif(which("age-keygen") is None, reason="age is not installed")
def test_the_stock_program_finds_the_same_public_key(tmp_path: Path) -> None:
    made = identity_from(secrets.token_bytes(32))
    (tmp_path / "key").write_text(made + "\n")
    told = subprocess.run(["age-keygen", "-y", str(tmp_path / "key")], capture_output=True, check=True)
    assert told.stdout.decode().strip() == recipient_of(made)
