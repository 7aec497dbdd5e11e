"""A letter as plain values: blocks of paragraphs of sentences of runs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

ParagraphKind = Literal[
    "letterhead",
    "sender",
    "contact",
    "direct",
    "date",
    "address",
    "salutation",
    "title",
    "heading",
    "area_heading",
    "subheading",
    "lead_in",
    "group",
    "text",
    "judgement",
    "bullet",
    "valediction",
    "signature",
    "post",
    "copies_heading",
    "copies",
]
"""How a paragraph is set. `subheading` and the plain `lead_in` open a list, `group` heads a part of one,
`direct` is a signatory's line, `post` stands under a signature."""

END = "end"
"""The token of the mark that closes a list; it belongs to the place, not to the sentence."""

Origin = Literal["generated", "typed"]
"""Whether the program worded a sentence or a person did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text set alike.

    `token` names the fact that stands here and locks it: it changes where the fact changes, never in
    the letter. `missing` marks a placeholder for a fact that nobody has entered.
    """

    text: str
    bold: bool = False
    token: str | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The unit that is traced, edited and checked; a typed one may hold several sentences of grammar.

    `id` is made of block, area and source item and stays the same when others come and go. `rests_on`
    holds references such as "evidence:ID", "judgement:AREA", "area:AREA", "plan:ID", "activity:ID".
    """

    id: str
    runs: tuple[Run, ...]
    rests_on: tuple[str, ...] = ()
    origin: Origin = "generated"

    @property
    def text(self) -> str:
        """The sentence as read."""
        return "".join(run.text for run in self.runs)

    @property
    def generated_hash(self) -> str:
        """SHA-256, lower-case hex, of the runs with their tokens: an edit keeps it to notice a change.

        The mark that closes a list is left out, since it moves when items are added.
        """
        marked = "\x1e".join(f"{run.token or ''}\x1f{run.text}" for run in self.runs if run.token != END)
        return hashlib.sha256(marked.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; its sentences follow each other with a blank between."""

    kind: ParagraphKind
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The paragraph as read."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of the letter. `section` is the heading it has in a list of blocks, `area` its area or ""."""

    id: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    section: str = ""
    area: str = ""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of the block in order."""
        return tuple(s for paragraph in self.paragraphs for s in paragraph.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A fact that the letter wants and nobody has entered."""

    block: str
    what: str
    advice: str
    sentence: str = ""
    token: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the letter is dressed: the face, and colours as six hex digits."""

    face: str
    ink: str
    accent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A composed letter. `subject` is its title as one line, for the properties of the document."""

    profile: str
    look: Look
    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]

    @property
    def subject(self) -> str:
        """The text of the first title, "" without one."""
        return next((p.text for p in self.paragraphs() if p.kind == "title"), "")

    def paragraphs(self) -> Iterator[Paragraph]:
        """Give all paragraphs from top to bottom."""
        for block in self.blocks:
            yield from block.paragraphs

    def sentences(self) -> Iterator[Sentence]:
        """Give all sentences from top to bottom."""
        for block in self.blocks:
            yield from block.sentences

    def block(self, block_id: str) -> Block:
        """Return the block of that id; KeyError when the letter has none."""
        for block in self.blocks:
            if block.id == block_id:
                return block
        raise KeyError(block_id)

    def sentence(self, sentence_id: str) -> Sentence:
        """Return the sentence of that id; KeyError when the letter has none."""
        for sentence in self.sentences():
            if sentence.id == sentence_id:
                return sentence
        raise KeyError(sentence_id)
