"""Where a person's visits are: those opened lately, and those that lie in the usual folder.

The list of visits opened lately lies in the profile's folder and tells which service areas somebody
inspects, so it is sealed with the person's own keys like everything else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag

from cafaudit import assets
from cafaudit.domain.framework_toml import load_framework
from cafaudit.errors import InputRefused
from cafaudit.files import write_whole
from cafaudit.services.commands.details import DescribeVisit
from cafaudit.services.exchange import join
from cafaudit.services.visits import new_visit, open_visit
from cafaudit.storage.folder import DATABASE, KEYS, SUFFIX
from cafaudit.storage.place import suggested_folder
from cafaudit.team import sealed_box
from cafaudit.team.identity import Card

if TYPE_CHECKING:
    from cafaudit.domain.framework import Framework
    from cafaudit.services.known_mappings import KnownMappings
    from cafaudit.services.visits import OpenVisit
    from cafaudit.team.identity import Identity

LIST_NAME = "visits.caflist"
MOST_KEPT = 100
"""Visits that the list remembers; the one opened longest ago falls out first."""

_PURPOSE = "visit list"
_CAP = 1 << 20  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlace:
    """A visit as it was when it was last opened here.

    `name` and `step` are "" for a visit that was only found in its folder, `opened_at` too (UTC, ISO
    form). `is_there` is False when its folder has gone.
    """

    path: Path
    name: str = ""
    step: str = ""
    opened_at: str = ""
    is_there: bool = True

    @property
    def title(self) -> str:
        """What to call it: its name, else its folder's."""
        return self.name or self.path.name.removesuffix(SUFFIX)


class VisitPlaces:
    """The visits that one person knows of on this machine."""

    def __init__(self, profile: Path, identity: Identity, usual: Path | None = None) -> None:
        """Read from and write to the profile's folder; `usual` is where visits are looked for and made."""
        self._file = profile / LIST_NAME
        self._key = sealed_box.derive(identity.receiving_secret.encode(), b"", _PURPOSE)
        self._profile, self._identity = profile, identity
        self.usual_folder = usual or suggested_folder()

    def mappings(self) -> KnownMappings:
        """Return what the columns of this person's lists were, kept beside the list of visits."""
        from cafaudit.services.known_mappings import KnownMappings  # noqa: PLC0415 - readers of lists are slow to load

        return KnownMappings(self._profile, self._identity)

    def known(self) -> tuple[VisitPlace, ...]:
        """Return every visit that is known: opened ones newest first, then others of the usual folder."""
        opened = [replace(place, is_there=_is_visit(place.path)) for place in self._read()]
        seen = {place.path for place in opened}
        found = [VisitPlace(path=path) for path in _visits_in(self.usual_folder) if path not in seen]
        return (*sorted(opened, key=lambda place: place.opened_at, reverse=True), *found)

    def remember(self, place: VisitPlace) -> None:
        """Note a visit that was just opened, in place of what was noted of it before.

        Raises:
            InputRefused: the profile's folder cannot be written to.
        """
        others = [known for known in self._read() if known.path != place.path]
        newest = sorted((place, *others), key=lambda known: known.opened_at, reverse=True)
        self._write(newest[:MOST_KEPT])

    def forget(self, path: Path) -> None:
        """Take a visit off the list; its folder stays as it is.

        Raises:
            InputRefused: the profile's folder cannot be written to.
        """
        self._write([known for known in self._read() if known.path != path])

    def path_for(self, name: str, folder: Path | None = None) -> Path:
        """Return the folder of a new visit of that name, in `folder` or else the usual one, which is made.

        Raises:
            InputRefused: the name is empty or cannot name a folder, or the usual one cannot be made.
        """
        stem = " ".join(name.split()).removesuffix(SUFFIX)
        if not stem or stem.startswith(".") or any(sign in '<>:"/\\|?*' for sign in stem):
            raise InputRefused(
                "A visit's name becomes the name of its folder, and this one cannot.",
                'Use letters, figures and blanks, and none of < > : " / \\ | ? *',
            )
        place = folder or self.usual_folder
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise InputRefused(
                f"The folder {place} cannot be made ({fault.strerror}).", "Choose another folder."
            ) from fault
        return place / f"{stem}{SUFFIX}"

    def _read(self) -> list[VisitPlace]:
        """Read the list; one that cannot be read is no list: the visits themselves are not in it."""
        try:
            box = json.loads(self._file.read_bytes()[:_CAP])
            said: list[dict[str, Any]] = json.loads(sealed_box.unseal(self._key, _PURPOSE, box))
            return [
                VisitPlace(path=Path(one["path"]), name=one["name"], step=one["step"], opened_at=one["at"])
                for one in said
            ]
        except (OSError, InvalidTag, ValueError, KeyError, TypeError):
            return []

    def _write(self, places: list[VisitPlace]) -> None:
        said = [
            {"path": str(place.path), "name": place.name, "step": place.step, "at": place.opened_at}
            for place in places
        ]
        box = sealed_box.seal(self._key, _PURPOSE, json.dumps(said).encode())
        try:
            write_whole(self._file, json.dumps(box).encode(), private=True)
        except OSError as fault:
            raise InputRefused(
                f"The list of visits cannot be written to {self._file.parent} ({fault.strerror}).",
                "Check that there is room on the disk and that you may write there.",
            ) from fault


def make_visit(
    path: Path,
    framework: str,
    identity: Identity,
    *,
    provider: str = "",
    service_area: str = "",
    area_code: str = "",
) -> OpenVisit:
    """Make a visit, say what it is about, and hold it open.

    Raises:
        InputRefused: as `new_visit`; or it was made, and what it is about was refused.
    """
    made = new_visit(path, framework, identity)
    held = open_visit(made, identity)
    said = {"provider": provider, "service_area": service_area, "area_code": area_code}
    given = {name: text for name, text in said.items() if text}
    try:
        if given:
            held.visit.do(DescribeVisit(**given))  # type: ignore[arg-type]  # texts, as those fields are
    except BaseException:
        held.close()
        raise
    return held


def join_visit(pack: Path, place: Path, identity: Identity, lead_card: Path) -> OpenVisit:
    """Make one's own copy of a visit from the lead's pack, and hold it open.

    Raises:
        InputRefused: the card or the pack cannot be read, or the place is taken.
        NotAMember: the pack is not for this person, or the lead of that card did not send it.
        IntegrityFailure: the pack was damaged or changed on the way.
    """
    try:
        text = lead_card.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputRefused(
            f"The card {lead_card} cannot be read.", "Choose the file that the lead sent."
        ) from fault
    return open_visit(join(pack, place, identity, Card.from_text(text)), identity)


def shipped_frameworks() -> tuple[tuple[str, Framework], ...]:
    """Return the frameworks that come with the program with their names; the blank one comes last."""
    loaded = [(name, load_framework(name)[0]) for name in assets.framework_names()]
    return tuple(sorted(loaded, key=lambda found: (found[0] == "blank", found[1].title)))


def _visits_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX) and _is_visit(path))
    except OSError:
        return []


def _is_visit(path: Path) -> bool:
    return (path / DATABASE).is_file() and (path / KEYS).is_file()
