"""What is told of a draw beside its seed and sizes: what came before it, and how it was extended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cafaudit.domain.picture import Extension
from cafaudit.journal.state import settle
from cafaudit.journal.values import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cafaudit.journal.state import Live
    from cafaudit.services.reading_states import CellSource


def around_the_draw(cells: CellSource, number: str, codes: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a `DrawRecord` that say what came before the draw and after it."""
    fixed = _first(cells, "frame", ("fixed",))
    named = _first(cells, "draw", (number, "seed_source"))
    drawn = _first(cells, "draw", (number, "drawn"))
    facts = drawn.value if drawn is not None and isinstance(drawn.value, dict) else {}
    rules = cells.settled("frame", "exclusions").value
    return {
        "fixed_at": "" if fixed is None else fixed.at,
        "source_at": "" if named is None else named.at,
        "source_named": _how_named(facts, named, drawn),
        "reason": "" if drawn is None else drawn.reason,
        "left_out": _whole(fixed.value.get("left_out") if fixed and isinstance(fixed.value, dict) else 0),
        "excluded": _whole(fixed.value.get("excluded") if fixed and isinstance(fixed.value, dict) else 0),
        "exclusions": tuple(str(rule) for rule in rules) if isinstance(rules, list) else (),
        "extensions": _extensions(cells, number, codes, facts.get("strata", {})),
    }


def _first(cells: CellSource, kind: str, place: tuple[str, ...]) -> Live | None:
    standing = [live for live in cells.of(kind).get(place, []) if live.value is not None]
    return standing[0] if standing else None


def _how_named(facts: Mapping[str, Any], named: Live | None, drawn: Live | None) -> str:
    """Return "before" the seed, "with" it, or "" for a source that was never named."""
    if named is None or drawn is None:
        return ""
    stated = facts.get("source_named")
    return str(stated) if stated else "before" if named.at < drawn.at else "with"


def _extensions(
    cells: CellSource, number: str, codes: Mapping[str, str], strata: Mapping[str, int]
) -> tuple[Extension, ...]:
    """Return the extensions of a draw that add files of its own strata."""
    found = []
    for path, values in cells.of("draw").items():
        said = settle(values).value
        if path[0] != number or not path[1].startswith(EXTENSION) or not isinstance(said, dict):
            continue
        if not strata.keys() >= said["sizes"].keys():
            continue
        live = values[0]
        found.append(
            Extension(
                number=int(path[1].removeprefix(EXTENSION)),
                sizes={str(name): int(size) for name, size in said["sizes"].items()},
                passed=tuple(str(ref) for ref in said["passed"]),
                reason=live.reason,
                at=live.at,
                author=codes.get(live.author, ""),
            )
        )
    return tuple(sorted(found, key=lambda one: one.number))


def _whole(found: object) -> int:
    return found if isinstance(found, int) else 0
