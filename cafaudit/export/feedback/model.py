"""A feedback sheet as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenGrade:
    """A grade as it is shown: letter, word, and the rung of its colour; no letter where there is no grade."""

    word: str
    letter: str = ""
    rung: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFeedback:
    """One area: its provisional grade, the files that speak of it, and the main points for and against.

    `more_strengths` and `more_points` say how many further ones there are. `seen` is what the visit found
    where nothing was marked as for or against; `more_seen` counts on.
    """

    heading: str
    grade: GivenGrade
    files: str
    strengths: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    more_strengths: int = 0
    more_points: int = 0
    seen: tuple[str, ...] = ()
    more_seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackSheet:
    """The whole sheet: `basis` says what it rests on, `concerns` what waits, `next_steps` what follows."""

    title: str
    about: tuple[str, ...]
    overall: GivenGrade | None
    basis: str
    areas: tuple[AreaFeedback, ...]
    concerns: str
    next_steps: tuple[str, ...]
