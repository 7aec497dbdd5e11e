"""Keys of the age format: made at random, or derived from the recovery code.

pyrage makes random identities only; one that comes from a code has to be spelled out here. Its text is Bech32
(BIP 173) over the 32 bytes of an X25519 secret key, as the age specification has it.
"""

import pyrage
from pyrage import x25519

from cafaudit.errors import InputRefused

_PREFIX = "age-secret-key-"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK_LETTERS = 6
_BITS = 5


def new_identity() -> str:
    """A new random age identity (`AGE-SECRET-KEY-1...`)."""
    return str(x25519.Identity.generate())


def identity_from(secret: bytes) -> str:
    """The age identity whose X25519 secret key is `secret`, 32 bytes that nobody can guess."""
    return _bech32(_PREFIX, secret).upper()


def recipient_of(identity: str) -> str:
    """The public half (`age1...`) of an age identity."""
    return str(x25519.Identity.from_str(identity).to_public())


def check_recipient(text: str) -> str:
    """Give an age recipient back as it is.

    Raises:
        InputRefused: It is none.
    """
    try:
        return str(x25519.Recipient.from_str(text))
    except pyrage.RecipientError as error:
        raise InputRefused(
            "The key for receiving is not an age key.", "Ask for the person's card again."
        ) from error


def _bech32(prefix: str, data: bytes) -> str:
    values = _five_bits(data)
    spread = [ord(letter) >> _BITS for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    rest = _polymod([*spread, *values, *[0] * _CHECK_LETTERS]) ^ 1
    check = [rest >> _BITS * (_CHECK_LETTERS - 1 - place) & 31 for place in range(_CHECK_LETTERS)]
    return f"{prefix}1" + "".join(_LETTERS[value] for value in [*values, *check])


def _five_bits(data: bytes) -> list[int]:
    missing = -len(data) * 8 % _BITS
    bits = int.from_bytes(data, "big") << missing
    count = (len(data) * 8 + missing) // _BITS
    return [bits >> _BITS * (count - 1 - place) & 31 for place in range(count)]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << _BITS ^ value
        for place, generator in enumerate(_GENERATOR):
            check ^= generator if top >> place & 1 else 0
    return check
