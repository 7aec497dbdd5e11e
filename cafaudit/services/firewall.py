"""The firewall of a visit: what could name somebody is marked while typing and stopped at every way out.

Inside the store nothing is refused. A reading is not locked, and no document leaves, while one of its
texts holds a blocking mark; the sentence names the places and says what to write instead, never what was
typed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

from cafaudit.errors import InputRefused
from cafaudit.identifiers import Firewall
from cafaudit.journal.cell import parse_cell
from cafaudit.services.allowances import allowances
from cafaudit.services.typed_texts import BY_RIGHT, PlacedText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cafaudit.domain.picture import HistoryLine
    from cafaudit.identifiers import Fingerprint, Mark
    from cafaudit.services.visit import Visit
    from cafaudit.storage.frame_tables import FrameTables
    from cafaudit.storage.local import LocalTables
    from cafaudit.storage.read_tables import ReadTables

__all__ = [
    "KEY_SETTING",
    "NamedPlace",
    "NamesFound",
    "PlacedText",
    "Source",
    "blocking",
    "firewall_of",
    "firewall_within",
    "require_unnamed",
    "unnamed_history",
]

KEY_SETTING = "fingerprint_key"
"""The local setting that holds the visit's key of fingerprints, in hex; packs carry it to the team."""

_SHOWN = 3
_WITHHELD = "[withheld: it could name somebody]"


class Source(Protocol):
    """What a firewall is made from: one consistent view of a visit, or a transaction on it."""

    @property
    def tables(self) -> ReadTables:
        """The read tables."""

    @property
    def local(self) -> LocalTables:
        """The local tables."""

    @property
    def frames(self) -> FrameTables:
        """The stored list and its fingerprints."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that holds back what was to leave: where it is, what it seems to hold, and the cell to show."""

    where: str
    kind: str
    say: str
    cell: str = ""


class NamesFound(InputRefused):
    """Texts could name somebody; `places` are all of them, each text once."""

    def __init__(self, message: str, advice: str, places: tuple[NamedPlace, ...]) -> None:
        """Keep the places, so that a screen can lead to them."""
        super().__init__(message, advice)
        self.places = places


class _Known:
    """Answers whether a fingerprint is stored, asking once for each; a large list is never read whole."""

    def __init__(self, look_up: Callable[[Fingerprint], bool]) -> None:
        self._look_up = look_up
        self._seen: dict[object, bool] = {}

    def __contains__(self, fingerprint: object) -> bool:
        found = self._seen.get(fingerprint)
        if found is None:
            found = self._seen[fingerprint] = self._look_up(fingerprint)  # type: ignore[arg-type]
        return found


_NO_KEY = bytes(16)
"""The key of a firewall without a list: no fingerprint is known to it."""

_made: WeakKeyDictionary[Visit, tuple[tuple[str, ...], Firewall]] = WeakKeyDictionary()


def firewall_of(visit: Visit) -> Firewall:
    """Return the firewall of a visit's case list; the same one until list, sample or allowances change.

    Patterns such as telephone numbers are marked even before there is a list.
    """
    with visit.reading() as read:
        state = _state(read)
        known = _made.get(visit)
        if known is not None and known[0] == state:
            return known[1]
        drawn = {parse_cell(value.cell)[1] for value in read.tables.live_under("case/")}
        settled = _settled(read.tables)

    def look_up(fingerprint: Fingerprint) -> bool:
        with visit.reading() as read:
            return read.frames.has_fingerprint(*fingerprint)

    made = _firewall(state[0], look_up, drawn, settled)
    _made[visit] = (state, made)
    return made


def firewall_within(source: Source, allowed: Iterable[str]) -> Firewall:
    """Return the firewall as it is within a transaction; `allowed` references are no secret."""

    def look_up(fingerprint: Fingerprint) -> bool:
        return source.frames.has_fingerprint(*fingerprint)

    key = source.local.setting_or_none(KEY_SETTING) or ""
    return _firewall(key, look_up, allowed, _settled(source.tables))


def blocking(firewall: Firewall, texts: Iterable[PlacedText]) -> Iterator[tuple[PlacedText, Mark]]:
    """Give each text that holds a blocking mark, with its first one."""
    clean: set[str] = set()
    for placed in texts:
        if not placed.text or placed.text in clean:
            continue
        found = next((mark for mark in firewall.scan(placed.text) if mark.severity == "block"), None)
        if found is not None:
            yield placed, found
        else:
            clean.add(placed.text)


def require_unnamed(firewall: Firewall, texts: Iterable[PlacedText], undone: str) -> None:
    """Refuse to go on while a text could name somebody.

    Args:
        firewall: The visit's firewall.
        texts: The texts that would leave or be locked.
        undone: What therefore was not done, such as "the reading was not locked".

    Raises:
        NamesFound: a text holds a blocking mark; names the first ones and counts the others.
    """
    found = [
        NamedPlace(placed.where, mark.kind, mark.say, placed.cell)
        for placed, mark in blocking(firewall, texts)
    ]
    if not found:
        return
    first = found[0]
    message = f"{_capital(first.where)} seems to hold {_a(first.kind)}: {undone}."
    raise NamesFound(message, first.say + _of_the_others(found[1:]), tuple(found))


def unnamed_history(firewall: Firewall, lines: Iterable[HistoryLine]) -> tuple[HistoryLine, ...]:
    """Return the history as it may leave: what was typed once and reworded since is withheld."""
    return tuple(_unnamed(firewall, line) for line in lines)


def _unnamed(firewall: Firewall, line: HistoryLine) -> HistoryLine:
    if line.kind.partition(".")[0] in BY_RIGHT | {"visit", "case", "frame"}:
        return line
    place, colon, said = line.summary.partition(": ")
    if any(mark.severity == "block" for mark in firewall.scan(said)):
        return replace(line, summary=f"{place}{colon}{_WITHHELD}")
    return line


def _of_the_others(others: list[NamedPlace]) -> str:
    if not others:
        return ""
    shown = "; ".join(place.where for place in others[:_SHOWN])
    more = f"; and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    counted = (
        "One more text holds such a mark" if len(others) == 1 else f"{len(others)} more texts hold such marks"
    )
    return f" {counted}: {shown}{more}."


def _state(source: Source) -> tuple[str, ...]:
    """Return the key, and what changes with the list, with each draw and with each allowance."""
    key = source.local.setting_or_none(KEY_SETTING) or ""
    number = source.frames.newest()
    listed = "" if number is None else str(source.frames.facts(number))
    events = [value.event for prefix in ("draw/", "allowance/") for value in source.tables.live_under(prefix)]
    return key, listed, *events


def _settled(tables: ReadTables) -> dict[Fingerprint, str]:
    return {print_: allowance.reason for allowance in allowances(tables) for print_ in allowance.prints}


def _firewall(
    key: str,
    look_up: Callable[[Fingerprint], bool],
    allowed: Iterable[str],
    settled: dict[Fingerprint, str],
) -> Firewall:
    if not key:
        return Firewall(_NO_KEY, frozenset(), allowed)
    return Firewall(bytes.fromhex(key), _Known(look_up), allowed, settled)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeio" or kind.startswith("NHS") else f"a {kind}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
