"""The profile's file: written whole, and read with every part in its place and in its range."""

import hashlib
import json
from pathlib import Path
from typing import Any

from cafaudit.errors import InputRefused, IntegrityFailure
from cafaudit.files import write_whole
from cafaudit.team.sealed_box import NONCE_BYTES, SALT_BYTES, KdfCost, from_text

PROFILE_NAME = "profile.cafprofile"
FORMAT = 1
_FILE_CAP = 64 * 1024


def write_contents(folder: Path, contents: dict[str, Any]) -> None:
    """Put the file in its folder, in place of an older one.

    Raises:
        InputRefused: The folder cannot be made or written to; an older file is unchanged.
    """
    whole = contents | {"checksum": _checksum(contents)}
    text = json.dumps(whole, indent=1, ensure_ascii=False).encode() + b"\n"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder / PROFILE_NAME, text, private=True)
    except OSError as error:
        raise InputRefused(
            f"The profile could not be written to {folder} ({error.strerror}).",
            "Choose a folder on this computer that you may write to. An older profile there is unchanged.",
        ) from error


def read_contents(folder: Path) -> dict[str, Any]:
    """The file's contents, with every part there, of the right kind, and asking for nothing absurd.

    Raises:
        InputRefused: There is no profile in `folder`, it cannot be read, or a newer program made it.
        IntegrityFailure: It is damaged.
    """
    contents = _parse(folder)
    try:
        newer = contents["format"] > FORMAT
        sound = newer or _has_all_parts(contents)
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(folder) from error
    if newer:
        raise InputRefused(
            f"The profile in {folder} was made by a newer program.", "Install the newer program to open it."
        )
    if not sound:
        raise damaged(folder)
    whole: dict[str, Any] = contents
    return whole


def is_as_written(contents: dict[str, Any]) -> bool:
    """Whether the checksum holds; it tells a wrong passphrase from a damaged file, no more."""
    return contents.get("checksum") == _checksum(contents)


def damaged(folder: Path) -> IntegrityFailure:
    """The refusal of a profile that is damaged."""
    return IntegrityFailure(
        f"The profile in {folder} is damaged; it was left as it is.",
        f"Put a copy of {PROFILE_NAME} from a backup of this computer in its place. Without one, visits still"
        " open with the printed recovery code.",
    )


def _parse(folder: Path) -> Any:  # noqa: ANN401 (JSON of unknown make; `read_contents` looks at it)
    path = folder / PROFILE_NAME
    if not path.is_file():
        raise InputRefused(
            f"There is no profile in {folder}.",
            "Make one with `cafaudit profile new`, or name the folder of yours with --profile.",
        )
    try:
        with path.open("rb") as stream:
            return json.loads(stream.read(_FILE_CAP))
    except OSError as error:
        raise InputRefused(
            f"The profile in {folder} cannot be read ({error.strerror}).", "Check that you may read it."
        ) from error
    except (ValueError, RecursionError) as error:
        raise damaged(folder) from error


def _has_all_parts(contents: dict[str, Any]) -> bool:
    """Whether kinds and ranges are right; KeyError, TypeError or ValueError where a part is missing."""
    passphrase, recovery = contents["passphrase"], contents["recovery"]
    costs = tuple(passphrase[name] for name in ("memory_kib", "passes", "lanes"))
    boxes = (passphrase, recovery, contents["secrets"])
    return (
        (passphrase["kdf"], recovery["kdf"]) == ("argon2id", "hkdf-sha256")
        and all(type(cost) is int for cost in costs)
        and KdfCost(*costs).is_bearable()
        and all(len(from_text(slot["salt"])) == SALT_BYTES for slot in (passphrase, recovery))
        and all(len(from_text(box["nonce"])) == NONCE_BYTES and from_text(box["sealed"]) for box in boxes)
        and isinstance(contents["card"], str)
        and isinstance(contents["recovery_recipient"], str)
    )


def _checksum(contents: dict[str, Any]) -> str:
    said = {name: value for name, value in contents.items() if name != "checksum"}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
