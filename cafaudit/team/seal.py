"""The outer layers of a pack: signed by its sender, then encrypted to named people.

From outside in: age; then the four lines of a minisign signature; then the body. The programs `age` and
`minisign` open both layers without ours. Nothing of the body is looked at before its signature holds.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import minisign
import pyrage
from pyrage import x25519

from cafaudit.errors import InputRefused, IntegrityFailure, NotAMember
from cafaudit.team.identity import Card, Identity

BODY_PREFIX = b"CafAudit pack 1\n"
"""First bytes of every sealed body, so that nothing else that a person signs with minisign passes for one."""

PACK_CAP = 512 * 1024 * 1024  # bytes of the sealed pack
COMMENT_CAP = 4_096  # characters
_LINE_CAP = 8_192 + 200
_LINES = 4
_KEY_ID_BYTES = 8
_UNTRUSTED = "CafAudit pack"


@dataclass(frozen=True)
class Opened:
    """What came out of a pack whose signature holds.

    Attributes:
        sender: The card whose key signed it.
        comment: The trusted comment.
        body: The body, without its prefix.
    """

    sender: Card
    comment: str
    body: bytes


def seal(sender: Identity, comment: str, body: bytes, recipients: Sequence[str]) -> bytes:
    """Sign `body` and `comment` and encrypt both.

    Args:
        sender: Who signs.
        comment: The trusted comment, printable ASCII.
        body: What the pack carries.
        recipients: The age recipients who can open it, at least one.

    Raises:
        InputRefused: The pack would be too large, or has no or no proper recipients.
        ValueError: The comment is too long or not printable ASCII.
    """
    if len(comment) > COMMENT_CAP or not comment.isascii() or not comment.isprintable():
        message = "a trusted comment is printable ASCII of limited length"
        raise ValueError(message)
    whole = BODY_PREFIX + body
    signature = _secret_key(sender).sign(whole, untrusted_comment=_UNTRUSTED, trusted_comment=comment)
    try:
        people = [x25519.Recipient.from_str(text) for text in recipients]
        sealed: bytes = pyrage.encrypt(bytes(signature) + b"\n" + whole, people)
    except (pyrage.RecipientError, pyrage.EncryptError) as error:
        raise InputRefused(
            "The pack is addressed to nobody, or to a key that is none.", "Name the people whom it is for."
        ) from error
    if len(sealed) > PACK_CAP:
        raise InputRefused("The pack would be too large to be opened again.", "Send less at once.")
    return sealed


def open_seal(sealed: bytes, identities: Sequence[str], trusted: Iterable[Card]) -> Opened:
    """Decrypt a pack and check who signed it.

    Args:
        sealed: The pack as it came.
        identities: The age identities to try.
        trusted: The cards of those whose packs are accepted.

    Raises:
        NotAMember: The pack is not addressed to any of the identities, or nobody trusted signed it.
        IntegrityFailure: It is damaged, was changed, or is no pack.
        InputRefused: It is too large.
    """
    if len(sealed) > PACK_CAP:
        raise InputRefused(
            f"The pack is larger than {PACK_CAP >> 20} MB.",
            "Ask the sender what happened; no pack is that large.",
        )
    lines, whole = _split(_decrypt(sealed, identities))
    signature = _parse(lines)
    sender = _sender(signature, trusted)
    try:
        _public_key(sender.signing_key).verify(whole, signature)
    except minisign.VerifyError as error:
        raise _damaged("its signature does not hold") from error
    if not whole.startswith(BODY_PREFIX):
        raise _damaged("it was signed for something else")
    return Opened(sender, signature.trusted_comment, whole.removeprefix(BODY_PREFIX))


def minisign_public_key(signing_key: bytes) -> str:
    """The key as `minisign -V -P` takes it."""
    return base64.b64encode(b"Ed" + _key_id(signing_key) + signing_key).decode()


def _decrypt(sealed: bytes, identities: Sequence[str]) -> bytes:
    try:
        opened: bytes = pyrage.decrypt(sealed, [x25519.Identity.from_str(text) for text in identities])
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise NotAMember(
                "The pack is not addressed to this profile.",
                "Ask the sender to address it to your card, or open the profile that it was meant for.",
            ) from error
        raise _damaged("it cannot be decrypted") from error
    return opened


def _split(opened: bytes) -> tuple[bytes, bytes]:
    """The four lines of the signature, and all that follows."""
    end = 0
    for _ in range(_LINES):
        end = opened.find(b"\n", end, end + _LINE_CAP) + 1
        if end == 0:
            raise _damaged("it does not begin with a signature")
    return opened[: end - 1], opened[end:]


def _parse(lines: bytes) -> minisign.Signature:
    try:
        signature = minisign.Signature.from_bytes(lines)
    except minisign.ParseError as error:
        raise _damaged("it does not begin with a signature") from error
    if not signature.is_prehashed() or len(signature.trusted_comment) > COMMENT_CAP:
        raise _damaged("its signature is of another kind")
    if bytes(signature) != lines:  # Base64 has spare bits: one signature, one way to write it
        raise _damaged("its signature is not written as it should be")
    return signature


def _sender(signature: minisign.Signature, trusted: Iterable[Card]) -> Card:
    key_id = base64.b64decode(bytes(signature).splitlines()[1])[2 : 2 + _KEY_ID_BYTES]
    for card in trusted:
        if _key_id(card.signing_key) == key_id:
            return card
    raise NotAMember(
        "The pack was signed by somebody who is not known here.",
        "Ask the sender for their card, compare its words over the telephone, and add it first.",
    )


def _key_id(signing_key: bytes) -> bytes:
    return hashlib.sha256(signing_key).digest()[:_KEY_ID_BYTES]


def _public_key(signing_key: bytes) -> minisign.PublicKey:
    return minisign.PublicKey.from_base64(minisign_public_key(signing_key))


def _secret_key(sender: Identity) -> minisign.SecretKey:
    """The identity's key in minisign's own writing, without a password."""
    key_id, public = _key_id(sender.signing_key), sender.signing_key
    checksum = hashlib.blake2b(b"Ed" + key_id + sender.signing_secret + public, digest_size=32).digest()
    no_password = b"\0\0" + b"B2" + bytes(32 + 8 + 8)
    packed = b"Ed" + no_password + key_id + sender.signing_secret + public + checksum
    return minisign.SecretKey.from_base64(base64.b64encode(packed))


def _damaged(why: str) -> IntegrityFailure:
    return IntegrityFailure(
        f"The pack is damaged or was changed: {why}. Nothing of it was taken over.",
        "Ask the sender for it again.",
    )
