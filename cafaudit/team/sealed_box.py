"""Sealed boxes (AES-256-GCM), and the keys to them that come from a passphrase or from a recovery code."""

import base64
import secrets
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
SALT_BYTES = 16
MOST_LANES = 16
MOST_MEMORY_KIB = 1 << 20
MOST_WORK_KIB = 8 << 20  # memory times passes; ten times what is asked for today
_CONTEXT = b"CafAudit profile 1 "
_KIB_PER_LANE = 8  # Argon2's own lower limit
_ONE_AT_A_TIME = threading.Lock()
"""OpenSSL's lanes share one pool of threads: two derivations at once wait for each other for ever."""


@dataclass(frozen=True)
class KdfCost:
    """What one try at a passphrase costs whoever tries.

    Attributes:
        memory_kib: Memory in KiB.
        passes: How often that memory is gone through.
        lanes: Parts of it that may be worked on at once.
    """

    memory_kib: int
    passes: int
    lanes: int

    def is_bearable(self) -> bool:
        """Whether a file may ask for it: a hostile one must not take the machine's memory, or an hour."""
        return (
            1 <= self.lanes <= MOST_LANES
            and _KIB_PER_LANE * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB
            and 1 <= self.passes <= MOST_WORK_KIB // self.memory_kib
        )


STRONG = KdfCost(memory_kib=64 * 1024, passes=12, lanes=4)
"""For every profile that a person makes: half a second or so, in memory that a small laptop has free."""


def new_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, purpose: str, data: bytes) -> dict[str, str]:
    """Encrypt `data` so that it opens with the same key and for the same purpose only."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return {"nonce": to_text(nonce), "sealed": to_text(AESGCM(key).encrypt(nonce, data, _aad(purpose)))}


def unseal(key: bytes, purpose: str, box: Mapping[str, Any]) -> bytes:
    """Open a box.

    Raises:
        cryptography.exceptions.InvalidTag: The key is another one, or the box was changed.
    """
    return AESGCM(key).decrypt(from_text(box["nonce"]), from_text(box["sealed"]), _aad(purpose))


def lock_with_passphrase(key: bytes, passphrase: str, cost: KdfCost) -> dict[str, Any]:
    """A slot that gives `key` back for the passphrase; what a try costs stands in it."""
    salt = secrets.token_bytes(SALT_BYTES)
    box = seal(_stretch(passphrase, salt, cost), "passphrase", key)
    return {"kdf": "argon2id", **asdict(cost), "salt": to_text(salt), **box}


def unlock_with_passphrase(slot: Mapping[str, Any], passphrase: str) -> bytes:
    """The key in a slot whose cost was found bearable; InvalidTag as `unseal`."""
    cost = KdfCost(slot["memory_kib"], slot["passes"], slot["lanes"])
    return unseal(_stretch(passphrase, from_text(slot["salt"]), cost), "passphrase", slot)


def lock_with_code(key: bytes, code: bytes) -> dict[str, Any]:
    """A slot that gives `key` back for the recovery code, which nobody can guess and so needs no cost."""
    salt = secrets.token_bytes(SALT_BYTES)
    return {
        "kdf": "hkdf-sha256",
        "salt": to_text(salt),
        **seal(derive(code, salt, "recovery"), "recovery", key),
    }


def unlock_with_code(slot: Mapping[str, Any], code: bytes) -> bytes:
    """The key in a slot of `lock_with_code`; InvalidTag as `unseal`."""
    return unseal(derive(code, from_text(slot["salt"]), "recovery"), "recovery", slot)


def derive(secret: bytes, salt: bytes, purpose: str) -> bytes:
    """A key for one purpose from a secret that nobody can guess (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=_aad(purpose)).derive(secret)


def to_text(data: bytes) -> str:
    """Bytes as they stand in the profile's file: Base64."""
    return base64.b64encode(data).decode()


def from_text(text: str) -> bytes:
    """The bytes again; ValueError or TypeError if `text` is not Base64."""
    return base64.b64decode(text, validate=True)


def _stretch(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """NFC first: one keyboard sends an accented letter as one character, another as two."""
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", errors="surrogatepass")
    with _ONE_AT_A_TIME:
        return Argon2id(
            salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
        ).derive(typed)


def _aad(purpose: str) -> bytes:
    return _CONTEXT + purpose.encode()
