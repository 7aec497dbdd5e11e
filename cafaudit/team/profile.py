"""A person's profile on this machine: the identity, locked with a passphrase and a printed recovery code.

The file holds three sealed boxes (AES-256-GCM). One holds the secret keys, under a random master key; the
other two hold that master key, one under a key from the passphrase (Argon2id), one under a key from the
recovery code. A new passphrase writes one small box anew and touches nothing else. The card stands in the
open: it is public.
"""

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cafaudit.errors import CafAuditError, InputRefused, WrongPassphrase
from cafaudit.team import recovery_code, sealed_box
from cafaudit.team.age_keys import check_recipient, identity_from, new_identity, recipient_of
from cafaudit.team.identity import Card, Identity, check_person
from cafaudit.team.profile_file import (
    FORMAT,
    PROFILE_NAME,
    damaged,
    is_as_written,
    read_contents,
    write_contents,
)
from cafaudit.team.sealed_box import STRONG, KdfCost

PASSPHRASE_CAP = 1_000  # characters


@dataclass(frozen=True)
class Profile:
    """What can be told of a profile while it is locked.

    Attributes:
        folder: The folder that holds it.
        card: The person's card.
        recovery_recipient: The age recipient of the recovery code.
    """

    folder: Path
    card: Card
    recovery_recipient: str


def create_profile(
    folder: Path, name: str, code: str, passphrase: str, *, cost: KdfCost = STRONG
) -> tuple[Profile, str]:
    """Make a new identity and lock it; the second value is the recovery code to print, which is kept nowhere.

    Raises:
        InputRefused: There is a profile in the folder, or the name, code or passphrase cannot be used.
    """
    name, code = (unicodedata.normalize("NFC", text.strip()) for text in (name, code))
    check_person(name, code)
    check_passphrase(passphrase)
    if (folder / PROFILE_NAME).exists():
        raise InputRefused(
            f"There is a profile in {folder} already; it is never overwritten.",
            "Open that one, or choose another folder for the new profile.",
        )
    printed = recovery_code.new_code()
    identity = _new_identity(name, code, printed)
    master = sealed_box.new_key()
    contents = {
        "format": FORMAT,
        "card": identity.card.to_text(),
        "recovery_recipient": identity.recovery_recipient,
        "passphrase": sealed_box.lock_with_passphrase(master, passphrase, cost),
        "recovery": sealed_box.lock_with_code(master, printed),
        "secrets": sealed_box.seal(master, "secrets", _secrets_text(identity)),
    }
    write_contents(folder, contents)
    return read_profile(folder), recovery_code.write_code(printed)


def read_profile(folder: Path) -> Profile:
    """What the profile in `folder` says without being opened.

    Raises:
        InputRefused: There is none, or a newer program made it.
        IntegrityFailure: It is damaged.
    """
    return _profile(folder, read_contents(folder))


def open_profile(folder: Path, passphrase: str) -> Identity:
    """Unlock the profile in `folder`.

    Raises:
        InputRefused: There is none, or a newer program made it.
        WrongPassphrase: The passphrase is not the one that it was locked with.
        IntegrityFailure: It is damaged.
    """
    contents = read_contents(folder)
    return _open_secrets(folder, contents, _master_by_passphrase(folder, contents, passphrase))


def open_with_recovery_code(folder: Path, typed: str) -> Identity:
    """Unlock the profile with the printed recovery code.

    Raises:
        InputRefused: There is none, or a newer program made it.
        WrongPassphrase: The code has a typing mistake, which the message points at, or belongs to another
            profile.
        IntegrityFailure: The profile is damaged.
    """
    contents = read_contents(folder)
    return _open_secrets(folder, contents, _master_by_code(folder, contents, typed))


def change_passphrase(folder: Path, old: str, new: str, *, cost: KdfCost = STRONG) -> None:
    """Lock the profile with another passphrase from now on; keys and recovery code stay.

    A copy of the profile made before still opens with the old one.

    Raises:
        InputRefused: The new passphrase cannot be used.
        WrongPassphrase: The old one is wrong.
        IntegrityFailure: The profile is damaged.
    """
    contents = read_contents(folder)
    _relock(folder, contents, _master_by_passphrase(folder, contents, old), new, cost)


def reset_passphrase(folder: Path, typed_code: str, new: str, *, cost: KdfCost = STRONG) -> None:
    """Like `change_passphrase`, with the recovery code in place of the old passphrase."""
    contents = read_contents(folder)
    _relock(folder, contents, _master_by_code(folder, contents, typed_code), new, cost)


def recovery_identity(typed_code: str) -> str:
    """The age identity that the printed code stands for: it opens a visit even when no profile is left.

    Raises:
        WrongPassphrase: The code has a typing mistake, which the message points at.
    """
    return _recovery_identity(recovery_code.read_code(typed_code))


def list_profiles(root: Path) -> tuple[Profile, ...]:
    """The profiles in `root` itself and in the folders right below it, by name; no damaged ones."""
    if not root.is_dir():
        return ()
    found = []
    for folder in (root, *sorted(path for path in root.iterdir() if path.is_dir())):
        if (folder / PROFILE_NAME).is_file():
            try:
                found.append(read_profile(folder))
            except CafAuditError:
                continue  # opening it by its folder says what is wrong with it
    return tuple(sorted(found, key=lambda profile: (profile.card.name, str(profile.folder))))


def check_passphrase(passphrase: str) -> None:
    """Hold a new passphrase against what can be typed again.

    Raises:
        InputRefused: It is empty, or far too long.
    """
    if not passphrase.strip() or len(passphrase) > PASSPHRASE_CAP:
        raise InputRefused(
            "The passphrase is empty or too long.",
            f"Take a sentence or some words that you remember, of at most {PASSPHRASE_CAP} characters.",
        )


def _new_identity(name: str, code: str, printed: bytes) -> Identity:
    return Identity(
        name=name,
        code=code,
        signing_secret=Ed25519PrivateKey.generate().private_bytes_raw(),
        receiving_secret=new_identity(),
        recovery_recipient=recipient_of(_recovery_identity(printed)),
    )


def _recovery_identity(printed: bytes) -> str:
    return identity_from(sealed_box.derive(printed, b"", "recovery age"))


def _relock(folder: Path, contents: dict[str, Any], master: bytes, new: str, cost: KdfCost) -> None:
    check_passphrase(new)
    _open_secrets(folder, contents, master)  # a profile that does not open whole is not written again
    slot = sealed_box.lock_with_passphrase(master, new, cost)
    write_contents(folder, contents | {"passphrase": slot})


def _master_by_passphrase(folder: Path, contents: dict[str, Any], passphrase: str) -> bytes:
    try:
        return sealed_box.unlock_with_passphrase(contents["passphrase"], passphrase)
    except InvalidTag as error:
        raise _not_opened(
            folder,
            contents,
            WrongPassphrase(
                "The passphrase is not the one that this profile was locked with.",
                "Check Caps Lock and the keyboard's language and type it again, or use the printed recovery"
                " code.",
            ),
        ) from error


def _master_by_code(folder: Path, contents: dict[str, Any], typed: str) -> bytes:
    printed = recovery_code.read_code(typed)
    try:
        return sealed_box.unlock_with_code(contents["recovery"], printed)
    except InvalidTag as error:
        raise _not_opened(
            folder,
            contents,
            WrongPassphrase(
                "The recovery code belongs to another profile.",
                f"Look for the sheet with the code of {_profile(folder, contents).card.name}.",
            ),
        ) from error


def _not_opened(folder: Path, contents: dict[str, Any], otherwise: WrongPassphrase) -> CafAuditError:
    return otherwise if is_as_written(contents) else damaged(folder)


def _open_secrets(folder: Path, contents: dict[str, Any], master: bytes) -> Identity:
    try:
        said = json.loads(sealed_box.unseal(master, "secrets", contents["secrets"]))
        identity = Identity(
            name=said["name"],
            code=said["code"],
            signing_secret=bytes.fromhex(said["sign"]),
            receiving_secret=said["receive"],
            recovery_recipient=said["recovery"],
        )
        card = identity.card
    except (InvalidTag, ValueError, KeyError, TypeError) as error:
        raise damaged(folder) from error
    profile = _profile(folder, contents)
    if (card, identity.recovery_recipient) != (profile.card, profile.recovery_recipient):
        raise damaged(folder)
    return identity


def _secrets_text(identity: Identity) -> bytes:
    said = {
        "name": identity.name,
        "code": identity.code,
        "sign": identity.signing_secret.hex(),
        "receive": identity.receiving_secret,
        "recovery": identity.recovery_recipient,
    }
    return json.dumps(said).encode()


def _profile(folder: Path, contents: dict[str, Any]) -> Profile:
    try:
        return Profile(
            folder, Card.from_text(contents["card"]), check_recipient(contents["recovery_recipient"])
        )
    except InputRefused as error:
        raise damaged(folder) from error
