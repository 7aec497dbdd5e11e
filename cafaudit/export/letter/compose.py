"""Composing the letter: a state of a visit and a profile in, blocks of traceable sentences out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from cafaudit.export.letter import finding_blocks, people_blocks
from cafaudit.export.letter.facts import area_facts
from cafaudit.export.letter.filling import Filler, filler_for, one
from cafaudit.export.letter.model import Block, Gap, Letter, Paragraph, ParagraphKind
from cafaudit.export.letter.text import tidy
from cafaudit.export.letter.tokens import token_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.domain.picture import Picture
    from cafaudit.export.letter.profile import BlockKind, BlockTemplate, LetterProfile

_Writer: TypeAlias = Callable[[Filler, "BlockTemplate"], list[Paragraph]]


def compose(picture: Picture, profile: LetterProfile) -> Letter:
    """Compose the letter of one state of a visit.

    Nothing is read but the two arguments, so that the same state gives the same letter. Facts that are
    missing stand in brackets, marked, and are listed in `gaps`.
    """
    filler = filler_for(picture, profile)
    written = (block for template in profile.blocks for block in _blocks(filler, template))
    blocks = tuple(block for block in written if block.paragraphs)
    gaps = tuple(gap for block in blocks for gap in _gaps(block))
    return Letter(profile=profile.id, look=profile.look, blocks=blocks, gaps=gaps)


def _blocks(filler: Filler, template: BlockTemplate) -> Iterator[Block]:
    if not filler.applies(template.when, template.unless):
        return
    if template.kind == "areas":
        yield from _area_blocks(filler, template)
        return
    yield Block(
        id=template.id,
        title=template.title,
        section=template.section,
        paragraphs=tuple(_WRITERS[template.kind](filler, template)),
    )


def _area_blocks(filler: Filler, template: BlockTemplate) -> Iterator[Block]:
    for area in sorted(filler.picture.framework.areas, key=lambda area: area.number):
        near = filler.within(area_facts(filler.picture, area), area)
        for part in template.parts:
            if near.applies(part.when, part.unless):
                yield Block(
                    id=f"{part.id}/{area.id}",
                    title=part.title,
                    section=f"{area.number} {tidy(area.title)}",
                    area=area.id,
                    paragraphs=tuple(_WRITERS[part.kind](near, part)),
                )


def _text(filler: Filler, block: BlockTemplate) -> list[Paragraph]:
    paragraphs = []
    if block.heading:
        heading = filler.fill(block.heading, filler.place(block.id, "#heading"))
        paragraphs.append(one("heading", heading))
    sentences = filler.fill_sentences(block.sentences, block.id)
    kind: ParagraphKind = "judgement" if block.kind == "judgement" else "text"
    return [*paragraphs, one(kind, *sentences)] if sentences else []


def _headline(kind: ParagraphKind) -> _Writer:
    def write(filler: Filler, block: BlockTemplate) -> list[Paragraph]:
        sentences = filler.fill_sentences(block.sentences, block.id)
        return [one(kind, *sentences)] if sentences else []

    return write


def _gaps(block: Block) -> Iterator[Gap]:
    for sentence in block.sentences:
        for run in sentence.runs:
            if run.missing and run.token:
                token = token_named(run.token)
                yield Gap(
                    block=block.id,
                    what=token.what,
                    advice=token.advice,
                    sentence=sentence.id,
                    token=run.token,
                    area=block.area,
                )


_WRITERS: Mapping[BlockKind, _Writer] = {
    "letterhead": people_blocks.letterhead,
    "direct_line": people_blocks.direct_line,
    "date": people_blocks.date_line,
    "addressee": people_blocks.addressee,
    "title": _headline("title"),
    "heading": _headline("heading"),
    "area_heading": _headline("area_heading"),
    "text": _text,
    "judgement": _text,
    "activities": finding_blocks.activities,
    "areas_by_timescale": finding_blocks.areas_by_timescale,
    "plan": finding_blocks.plan,
    "evidence": finding_blocks.evidence,
    "signature": people_blocks.signature,
    "copies": people_blocks.copies,
}
