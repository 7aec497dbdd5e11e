"""A letter profile: which blocks a letter has, in which order, and the words between the facts.

A profile is data. It is written as TOML under `resources/letters/` and read by
`cafaudit.export.letter.profile_toml`, which refuses what it does not understand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from cafaudit.export.letter.model import Look

BlockKind = Literal[
    "letterhead",
    "direct_line",
    "date",
    "addressee",
    "title",
    "heading",
    "text",
    "judgement",
    "activities",
    "areas_by_timescale",
    "plan",
    "areas",
    "area_heading",
    "evidence",
    "signature",
    "copies",
]

EvidenceSide = Literal["provider", "visit"]
"""Whose evidence a block lists: the provider's, or what was gathered on the visit."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a template: words as they are, or the name of a fact."""

    text: str = ""
    token: str = ""


Template: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceTemplate:
    """A sentence to fill. It is written when all of `when` and none of `unless` hold.

    Where several of a block share an id, the first whose conditions hold is written.
    """

    id: str
    template: Template
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTemplate:
    """One block. Which fields count depends on `kind`.

    `lines` and `contacts` are the letterhead's; `labels` are short words by name ("greeting",
    "telephone"); `parts` are the blocks that an "areas" block writes for each area.
    """

    id: str
    kind: BlockKind
    title: str
    section: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    heading: Template = ()
    lead_in: Template = ()
    sentences: tuple[SentenceTemplate, ...] = ()
    templates: tuple[tuple[str, Template], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    side: EvidenceSide = "visit"
    required: bool = True
    parts: tuple[BlockTemplate, ...] = ()

    def label(self, name: str) -> str:
        """Return a short word by its name, "" when the profile leaves it out."""
        return dict(self.labels).get(name, "")

    def template(self, name: str) -> Template:
        """Return a template by its name; KeyError when the block has none."""
        return dict(self.templates)[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Words for one kind of evidence, said when the visit has evidence or activities of that kind."""

    template: Template
    sources: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterProfile:
    """A whole profile; `blocks` stand in the order of the letter."""

    id: str
    title: str
    look: Look
    weighed: tuple[Weighed, ...]
    blocks: tuple[BlockTemplate, ...]
