"""The profile: opened by its passphrase or its printed code and by nothing else, and never lost half-way."""

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from pyrage import x25519

from cafaudit.errors import CafAuditError, InputRefused, IntegrityFailure, WrongPassphrase
from cafaudit.team.profile import (
    change_passphrase,
    create_profile,
    list_profiles,
    open_profile,
    open_with_recovery_code,
    read_profile,
    recovery_identity,
    reset_passphrase,
)
from cafaudit.team.profile_file import PROFILE_NAME
from cafaudit.team.profile_place import PORTABLE_FOLDER, default_folder
from cafaudit.team.recovery_code import write_code
from cafaudit.team.sealed_box import STRONG, KdfCost

CHEAP = KdfCost(memory_kib=32, passes=1, lanes=1)
WORDS = "made-up passphrase Ünïcode"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def code(folder: Path) -> str:
    return create_profile(folder, "Reader One", "R1", WORDS, cost=CHEAP)[1]


def test_a_new_profile_opens_with_its_passphrase_and_with_its_code(folder: Path, code: str) -> None:
    identity = open_profile(folder, WORDS)
    assert (identity.name, identity.code) == ("Reader One", "R1")
    assert open_with_recovery_code(folder, code) == identity


@pytest.mark.usefixtures("code")
def test_it_tells_its_card_while_locked(folder: Path) -> None:
    profile = read_profile(folder)
    identity = open_profile(folder, WORDS)
    assert (profile.card, profile.recovery_recipient) == (identity.card, identity.recovery_recipient)


def test_the_printed_code_alone_opens_what_is_encrypted_to_the_recovery(folder: Path, code: str) -> None:
    recipient = x25519.Recipient.from_str(read_profile(folder).recovery_recipient)
    sealed = pyrage.encrypt(b"key", [recipient])
    assert pyrage.decrypt(sealed, [x25519.Identity.from_str(recovery_identity(code))]) == b"key"


def test_two_profiles_have_nothing_in_common(tmp_path: Path) -> None:
    first, first_code = create_profile(tmp_path / "a", "Reader One", "", WORDS, cost=CHEAP)
    second, second_code = create_profile(tmp_path / "b", "Reader One", "", WORDS, cost=CHEAP)
    assert first.card.signing_key != second.card.signing_key
    assert first.card.recipient != second.card.recipient
    assert first_code != second_code


@pytest.mark.usefixtures("code")
@pytest.mark.parametrize("typed", ["", "x", WORDS + " ", WORDS.lower(), WORDS[:-1]])
def test_another_passphrase_is_refused_with_status_4(folder: Path, typed: str) -> None:
    with pytest.raises(WrongPassphrase) as refusal:
        open_profile(folder, typed)
    assert refusal.value.exit_status == 4
    assert "Caps Lock" in refusal.value.advice


@pytest.mark.usefixtures("code")
def test_accents_typed_as_one_or_as_two_characters_are_the_same(folder: Path) -> None:
    assert open_profile(folder, "made-up passphrase U\u0308ni\u0308code")


def test_a_mistyped_code_is_pointed_at_and_a_foreign_one_named(folder: Path, code: str) -> None:
    with pytest.raises(WrongPassphrase, match="group 8"):
        open_with_recovery_code(folder, code[:-1] + ("0" if code[-1] != "0" else "1"))
    with pytest.raises(WrongPassphrase, match="another profile"):
        open_with_recovery_code(folder, write_code(secrets.token_bytes(20)))


def test_a_new_passphrase_replaces_the_old_and_leaves_keys_and_code(folder: Path, code: str) -> None:
    before, before_file = open_profile(folder, WORDS), contents(folder)
    change_passphrase(folder, WORDS, "another one", cost=CHEAP)
    assert open_profile(folder, "another one") == before == open_with_recovery_code(folder, code)
    with pytest.raises(WrongPassphrase):
        open_profile(folder, WORDS)
    changed = {name for name, value in contents(folder).items() if before_file[name] != value}
    assert changed == {"passphrase", "checksum"}


def test_a_forgotten_passphrase_is_replaced_with_the_code(folder: Path, code: str) -> None:
    before = open_profile(folder, WORDS)
    reset_passphrase(folder, code, "another one", cost=CHEAP)
    assert open_profile(folder, "another one") == before


@pytest.mark.usefixtures("code")
def test_a_wrong_old_passphrase_changes_nothing(folder: Path) -> None:
    before = (folder / PROFILE_NAME).read_bytes()
    with pytest.raises(WrongPassphrase):
        change_passphrase(folder, "wrong", "another one", cost=CHEAP)
    with pytest.raises(InputRefused):
        change_passphrase(folder, WORDS, " ", cost=CHEAP)
    assert (folder / PROFILE_NAME).read_bytes() == before


@pytest.mark.usefixtures("code")
def test_a_profile_is_never_overwritten(folder: Path) -> None:
    before = (folder / PROFILE_NAME).read_bytes()
    with pytest.raises(InputRefused, match="already"):
        create_profile(folder, "Reader Two", "R2", "x", cost=CHEAP)
    assert (folder / PROFILE_NAME).read_bytes() == before


@pytest.mark.usefixtures("code")
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_profile_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, call, fail)
        with pytest.raises(InputRefused, match="No space"):
            change_passphrase(folder, WORDS, "another one", cost=CHEAP)
    assert open_profile(folder, WORDS)
    assert [path.name for path in folder.iterdir()] == [PROFILE_NAME]


@pytest.mark.parametrize(
    ("name", "code", "passphrase"),
    [
        ("", "", "x"),
        ("\n", "", "x"),
        ("A", "x" * 21, "x"),
        ("A", "", ""),
        ("A", "", "  "),
        ("A", "", "x" * 1001),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_written(
    folder: Path, name: str, code: str, passphrase: str
) -> None:
    with pytest.raises(InputRefused):
        create_profile(folder, name, code, passphrase, cost=CHEAP)
    assert not folder.exists()


def test_no_secret_stands_in_the_file(folder: Path, code: str) -> None:
    identity = open_profile(folder, WORDS)
    text = (folder / PROFILE_NAME).read_text()
    for secret in (identity.signing_secret.hex(), identity.receiving_secret, WORDS, code, "SECRET"):
        assert secret not in text
    assert code.replace("-", "") not in text


@pytest.mark.usefixtures("code")
def test_only_the_owner_of_the_account_can_read_it(folder: Path) -> None:
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / PROFILE_NAME).stat().st_mode & 0o077 == 0


def test_a_folder_without_a_profile_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no profile"):
        open_profile(tmp_path, WORDS)


def contents(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / PROFILE_NAME).read_text())
    return read


Change = Callable[[dict[str, Any]], object]


def in_slot(name: str, value: object) -> Change:
    return lambda profile: profile["passphrase"].update({name: value})


def in_file(name: str, value: object) -> Change:
    return lambda profile: profile.update({name: value})


@pytest.mark.usefixtures("code")
@pytest.mark.parametrize(
    "change",
    [
        in_slot("memory_kib", 100 << 20),
        in_slot("memory_kib", 1),
        in_slot("memory_kib", "64"),
        in_slot("memory_kib", 64.5),
        in_slot("passes", 0),
        in_slot("passes", 10**9),
        in_slot("passes", True),
        in_slot("lanes", 0),
        in_slot("lanes", 17),
        in_slot("kdf", "none"),
        in_slot("salt", "AAAA"),
        in_slot("salt", "not base64!"),
        in_slot("salt", 3),
        in_slot("nonce", ""),
        in_slot("sealed", ""),
        in_file("secrets", {}),
        in_file("secrets", "x"),
        in_file("passphrase", []),
        in_file("card", "x"),
        in_file("card", 4),
        in_file("recovery_recipient", "x"),
        in_file("format", "x"),
        lambda profile: profile.pop("recovery"),
        lambda profile: profile.clear(),
    ],
)
def test_a_hostile_or_broken_file_is_refused_without_work(folder: Path, change: Change) -> None:
    changed = contents(folder)
    change(changed)
    (folder / PROFILE_NAME).write_text(json.dumps(changed))
    with pytest.raises(IntegrityFailure) as refusal:
        open_profile(folder, WORDS)
    assert refusal.value.exit_status == 5
    assert contents(folder) == changed


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe", b"[]", b"null", b"{", b"[" * 100_000, b" " * 70_000 + b"{}"]
)
def test_a_file_that_is_no_profile_is_called_damaged(folder: Path, text: bytes) -> None:
    folder.mkdir()
    (folder / PROFILE_NAME).write_bytes(text)
    with pytest.raises(IntegrityFailure):
        read_profile(folder)


def flipped(text: str) -> str:
    return ("A" if text[8] != "A" else "B").join((text[:8], text[9:]))


@pytest.mark.parametrize("slot", ["passphrase", "secrets"])
def test_a_changed_box_is_damage_and_not_a_wrong_passphrase(folder: Path, code: str, slot: str) -> None:
    changed = contents(folder)
    changed[slot]["sealed"] = flipped(changed[slot]["sealed"])
    (folder / PROFILE_NAME).write_text(json.dumps(changed))
    with pytest.raises(IntegrityFailure):
        open_profile(folder, WORDS)
    if slot == "passphrase":
        assert open_with_recovery_code(folder, code), (
            "the code still opens a profile whose other lock is broken"
        )


def test_a_box_from_one_purpose_opens_for_no_other(folder: Path, code: str) -> None:
    changed = contents(folder)
    changed["recovery"] = {
        **changed["recovery"],
        **{key: changed["secrets"][key] for key in ("nonce", "sealed")},
    }
    (folder / PROFILE_NAME).write_text(json.dumps(changed))
    with pytest.raises(IntegrityFailure):
        open_with_recovery_code(folder, code)


@pytest.mark.usefixtures("code")
def test_the_card_of_somebody_else_cannot_be_put_into_a_profile(folder: Path, tmp_path: Path) -> None:
    create_profile(tmp_path / "other", "Reader One", "R1", WORDS, cost=CHEAP)
    for part in ("card", "recovery_recipient"):
        before = contents(folder)
        (folder / PROFILE_NAME).write_text(json.dumps(before | {part: contents(tmp_path / "other")[part]}))
        with pytest.raises(IntegrityFailure):
            open_profile(folder, WORDS)
        (folder / PROFILE_NAME).write_text(json.dumps(before))


@pytest.mark.usefixtures("code")
def test_a_profile_of_a_newer_program_is_named_so(folder: Path) -> None:
    (folder / PROFILE_NAME).write_text(json.dumps(contents(folder) | {"format": 2}))
    with pytest.raises(InputRefused, match="newer program") as refusal:
        open_profile(folder, WORDS)
    assert refusal.value.exit_status == 3


def test_profiles_are_listed_by_name_and_damaged_ones_left_out(tmp_path: Path) -> None:
    for place, name in (("x", "Reader Two"), ("y", "Reader One"), ("z", "Reader Three")):
        create_profile(tmp_path / place, name, "", WORDS, cost=CHEAP)
    (tmp_path / "z" / PROFILE_NAME).write_text("{}")
    (tmp_path / "empty").mkdir()
    assert [profile.card.name for profile in list_profiles(tmp_path)] == ["Reader One", "Reader Two"]
    assert [profile.card.name for profile in list_profiles(tmp_path / "x")] == ["Reader Two"]
    assert list_profiles(tmp_path / "nowhere") == ()


def test_a_portable_program_finds_its_profile_beside_itself(tmp_path: Path) -> None:
    program = tmp_path / "CafAudit.exe"
    elsewhere = default_folder(program)
    assert tmp_path not in elsewhere.parents
    (tmp_path / PORTABLE_FOLDER).mkdir()
    assert default_folder(program) == tmp_path.resolve() / PORTABLE_FOLDER


def test_what_people_get_is_strong_and_what_a_file_may_ask_for_is_bounded() -> None:
    assert STRONG.is_bearable()
    assert STRONG.memory_kib * STRONG.passes >= 64 * 1024 * 3, "RFC 9106's second recommendation, at least"
    assert not KdfCost(1 << 20, 9, 4).is_bearable()
    refused: type[CafAuditError] = IntegrityFailure
    assert refused.exit_status == 5
