"""How the example is played, read from `resources/example/`."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from cafaudit import assets
from cafaudit.services.example_readings import Days, Line, ReadingPlan

FOLDER = "example"
SCRIPT = "visit-2009.jsonl"

_Shape = TypeVar("_Shape")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPlan:
    """Somebody who reads: the name on their card, and the code that evidence shows."""

    name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The two who read."""

    lead: PersonPlan
    second: PersonPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlan:
    """The provider's list, and when the visit was founded and the list read and fixed."""

    file: str
    founded_at: str
    read_at: str
    fixed_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPlan:
    """The draw: its seed, where that comes from, the size, and when each was done."""

    size: int
    allocate: str
    source: str
    named_at: str
    seed: str
    drawn_at: str
    dealt_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPlan:
    """The drawn file that is not produced, by its place in a stratum's queue."""

    stratum: str
    order: int
    asked_at: str
    replaced_at: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPlan:
    """When the second person joined."""

    joined_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """When the two came together, and when the lead settled what differed."""

    merged_at: str
    settled_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamplePlan:
    """The whole plan. Moments are UTC, as lines have them."""

    framework: str
    passphrase: str
    people: People
    team: TeamPlan
    list: ListPlan
    draw: DrawPlan
    missing: MissingPlan
    reading: Days
    merge: MergePlan


def load_plan() -> ExamplePlan:
    """Return who plays what, and when."""
    return _converted("example.toml", ExamplePlan)


def load_readings() -> ReadingPlan:
    """Return what the readers answer."""
    return _converted("readings.toml", ReadingPlan)


def load_script() -> list[Line]:
    """Return what the lead enters about the visit of 2009, in the order of its moments."""
    lines: list[dict[str, Any]] = [
        json.loads(text) for text in assets.read_text(FOLDER, SCRIPT).splitlines() if text.strip()
    ]
    return sorted(lines, key=lambda line: str(line["at"]))


def _converted(name: str, shape: type[_Shape]) -> _Shape:
    content = tomllib.loads(assets.read_text(FOLDER, name))
    return msgspec.convert(content, type=shape, strict=True)
