"""Who somebody is: the keys that sign and receive, and the card that hands out their public halves.

Every signature is made over a prefix that says what is signed, so that one made for a card can never pass for
one made for an event.
"""

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from cafaudit.domain.hash_words import hash_words
from cafaudit.errors import InputRefused, IntegrityFailure
from cafaudit.team.age_keys import check_recipient, recipient_of

CARD_PREFIX = b"CafAudit card 1\n"
KEY_BYTES = 32
SIGNATURE_BYTES = 64
CARD_TEXT_CAP = 8_000  # characters
NAME_CAP = 100  # characters
CODE_CAP = 20

_FINGERPRINT_PREFIX = b"CafAudit key 1\n"
_BEGIN, _END = "-----BEGIN CAFAUDIT CARD-----", "-----END CAFAUDIT CARD-----"
_LINE = 64
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Card:
    """The public half of an identity, signed by itself.

    Attributes:
        name: The person's name.
        code: Their short code in the team, "" if they have none yet.
        signing_key: The Ed25519 public key, 32 bytes; as lower-case hex it is the author of their events.
        recipient: Their age recipient (`age1...`).
        signature: The signing key's signature over the rest.
    """

    name: str
    code: str
    signing_key: bytes
    recipient: str
    signature: bytes

    @property
    def author(self) -> str:
        """The signing key as events name it: lower-case hex."""
        return self.signing_key.hex()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The fingerprint of the signing key, ten words to compare over the telephone."""
        return fingerprint_words(self.signing_key)

    def to_text(self) -> str:
        """The card as a text file or e-mail; what stands outside the two marked lines is for people only."""
        packed = base64.b64encode(self.signature + _card_body(self)).decode()
        lines = [packed[start : start + _LINE] for start in range(0, len(packed), _LINE)]
        who = f"{self.name} ({self.code})" if self.code else self.name
        return "\n".join(
            [f"CafAudit card of {who}", f"Words: {' '.join(self.words)}", "", _BEGIN, *lines, _END, ""]
        )

    @classmethod
    def from_text(cls, text: str) -> "Card":
        """Read a card out of a text, whatever stands around it.

        Raises:
            InputRefused: There is no card in the text, or it was damaged on the way.
        """
        signature, body = _unpack(text)
        card = _read_body(body, signature)
        try:
            verify(card.signing_key, CARD_PREFIX, body, signature)
        except IntegrityFailure as error:
            raise _no_card("its signature does not hold") from error
        return card


@dataclass(frozen=True)
class Identity:
    """A person with their secret keys, unlocked.

    Attributes:
        name: The person's name.
        code: Their short code in the team, "" if they have none yet.
        signing_secret: The Ed25519 secret key, 32 bytes.
        receiving_secret: The age identity (`AGE-SECRET-KEY-1...`).
        recovery_recipient: The age recipient of the printed recovery code, to which visits are wrapped as
            well.
    """

    name: str
    code: str
    signing_secret: bytes = field(repr=False)
    receiving_secret: str = field(repr=False)
    recovery_recipient: str

    @cached_property
    def card(self) -> Card:
        """The card to hand out."""
        unsigned = Card(self.name, self.code, self.signing_key, recipient_of(self.receiving_secret), b"")
        signature = self.sign(CARD_PREFIX, _card_body(unsigned))
        return Card(unsigned.name, unsigned.code, unsigned.signing_key, unsigned.recipient, signature)

    @cached_property
    def signing_key(self) -> bytes:
        """The Ed25519 public key, 32 bytes."""
        return self._secret.public_key().public_bytes_raw()

    @property
    def author(self) -> str:
        """The signing key as events name it: lower-case hex."""
        return self.signing_key.hex()

    def sign(self, prefix: bytes, data: bytes) -> bytes:
        """Sign `data` as the kind of thing that `prefix` says; 64 bytes."""
        return self._secret.sign(prefix + data)

    @cached_property
    def _secret(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.signing_secret)


def verify(signing_key: bytes, prefix: bytes, data: bytes, signature: bytes) -> None:
    """Hold a signature against the public key that should have made it.

    Raises:
        IntegrityFailure: It did not, or `data` is not what was signed.
    """
    try:
        _public(signing_key).verify(signature, prefix + data)
    except (InvalidSignature, ValueError) as error:
        raise IntegrityFailure(
            "A signature does not belong to what it stands under.",
            "It was damaged or changed on the way; ask for it again.",
        ) from error


def fingerprint_words(signing_key: bytes) -> tuple[str, ...]:
    """The fingerprint of a signing key: ten words."""
    return hash_words(hashlib.sha256(_FINGERPRINT_PREFIX + signing_key).digest())


def check_person(name: str, code: str) -> None:
    """Hold a name and a code against what a card can carry.

    Raises:
        InputRefused: The name is empty, or one of the two is too long or has control characters.
    """
    if not name.strip() or len(name) > NAME_CAP or _UNPRINTABLE.search(name):
        raise InputRefused(
            "The name is empty, too long or has characters that do not print.",
            f"Type a name of at most {NAME_CAP} characters.",
        )
    if len(code) > CODE_CAP or _UNPRINTABLE.search(code):
        raise InputRefused(
            "The code is too long or has characters that do not print.",
            f"Type a code of at most {CODE_CAP} characters, or none.",
        )


@lru_cache(maxsize=256)
def _public(signing_key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(signing_key)


def _card_body(card: Card) -> bytes:
    said = {
        "code": card.code,
        "format": 1,
        "name": card.name,
        "receive": card.recipient,
        "sign": card.signing_key.hex(),
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _unpack(text: str) -> tuple[bytes, bytes]:
    if len(text) > CARD_TEXT_CAP:
        raise _no_card("it is too long")
    found = re.search(f"{_BEGIN}(.*?){_END}", text, flags=re.DOTALL)
    if found is None:
        raise _no_card(f"the line {_BEGIN} or its end is missing")
    try:
        packed = base64.b64decode(re.sub(r"[\s>]+", "", found[1]), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _no_card("it holds characters that no card has") from error
    return packed[:SIGNATURE_BYTES], packed[SIGNATURE_BYTES:]


def _read_body(body: bytes, signature: bytes) -> Card:
    try:
        said = json.loads(body)
        card = Card(
            name=str(said["name"]),
            code=str(said["code"]),
            signing_key=bytes.fromhex(said["sign"]),
            recipient=check_recipient(said["receive"]),
            signature=signature,
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _no_card("it cannot be read") from error
    check_person(card.name, card.code)
    if _card_body(card) != body:
        raise _no_card("a newer program made it, or it was changed")
    return card


def _no_card(why: str) -> InputRefused:
    return InputRefused(
        f"This is not a whole card: {why}.", "Ask the person to send their card again, as a file if possible."
    )
