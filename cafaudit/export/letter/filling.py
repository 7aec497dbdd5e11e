"""Filling templates with facts: a sentence comes out with its locked tokens and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cafaudit.domain.framework import Area
from cafaudit.domain.picture import Picture
from cafaudit.export.letter.english import capitalised, joined
from cafaudit.export.letter.facts import Fact, Facts, conditions, visit_facts
from cafaudit.export.letter.model import END, Paragraph, ParagraphKind, Run, Sentence
from cafaudit.export.letter.text import as_item, as_sentence, ends_itself, tidy
from cafaudit.export.letter.tokens import TOKENS, token_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cafaudit.export.letter.profile import LetterProfile, Piece, SentenceTemplate, Template, Weighed

_STOP = "."


@dataclass(frozen=True, slots=True)
class Filler:
    """A state of a visit, the facts in reach at one place of the letter, and the area there, if any."""

    picture: Picture
    facts: Facts
    holds: Mapping[str, bool]
    area: Area | None = None

    def within(self, facts: Facts, area: Area | None = None) -> Filler:
        """Return a filler that knows these facts too, and stands in an area where one is given."""
        return replace(self, facts={**self.facts, **facts}, area=area or self.area)

    def applies(self, when: Sequence[str], unless: Sequence[str]) -> bool:
        """Say whether all conditions of the first kind hold and none of the second."""
        return all(self._holds(name) for name in when) and not any(self._holds(name) for name in unless)

    def place(self, block: str, item: str) -> str:
        """Return the id of a sentence, of its block, the area if it stands in one, and its own name."""
        return "/".join([block, *([self.area.id] if self.area else []), item])

    def fill(self, template: Template, sentence_id: str) -> Sentence:
        """Fill a template; what is missing stands in brackets, marked."""
        runs = tuple(self._run(piece, at_head=place == 0) for place, piece in enumerate(template))
        named = [piece.token for piece in template if piece.token]
        typed = any(TOKENS[name].typed for name in named)
        return Sentence(
            id=sentence_id,
            runs=runs,
            rests_on=unique(ref for name in named for ref in self._fact(name).rests_on),
            origin="typed" if typed else "generated",
        )

    def fill_sentences(self, templates: Iterable[SentenceTemplate], block: str) -> tuple[Sentence, ...]:
        """Fill the sentences of a block whose conditions hold, the first of each id."""
        filled: dict[str, Sentence] = {}
        for template in templates:
            if template.id not in filled and self.applies(template.when, template.unless):
                place = self.place(block, template.id)
                filled[template.id] = self.fill(template.template, place)
        return tuple(filled.values())

    def _holds(self, name: str) -> bool:
        return self.holds[name] if name in self.holds else bool(self._fact(name).text)

    def _fact(self, name: str) -> Fact:
        return self.facts.get(name, Fact(text=""))

    def _run(self, piece: Piece, *, at_head: bool) -> Run:
        if not piece.token:
            return Run(text=piece.text)
        token, fact = TOKENS[piece.token], self._fact(piece.token)
        if not tidy(fact.text):
            return replace(stand_in(piece.token), bold=token.bold)
        if token.typed:
            return Run(text=as_sentence(fact.text), bold=token.bold)
        text = capitalised(fact.text) if at_head and fact.common else fact.text
        return Run(text=text, bold=token.bold, token=piece.token, missing=fact.missing)


def filler_for(picture: Picture, profile: LetterProfile) -> Filler:
    """Return the filler of the letter's top level, with the facts that the profile words itself."""
    holds = conditions(picture)
    filler = Filler(picture, visit_facts(picture), holds)
    weighed = [_plain(filler.fill(part.template, "")) for part in profile.weighed if _present(picture, part)]
    return filler.within({"weighed": Fact(text=joined(weighed), rests_on=())})


def stand_in(name: str) -> Run:
    """Return the marked placeholder for a missing fact or list."""
    return Run(text=f"[{token_named(name).what}]", token=name, missing=True)


def locked(text: str, token: str) -> Run:
    """Return a run that is one fact."""
    return Run(text=tidy(text), token=token)


def one(kind: ParagraphKind, *sentences: Sentence) -> Paragraph:
    """Return a paragraph of some sentences."""
    return Paragraph(kind=kind, sentences=sentences)


def fact_line(kind: ParagraphKind, sentence_id: str, text: str, token: str) -> Paragraph:
    """Return a paragraph that is one locked fact, such as a line of an address."""
    return one(kind, Sentence(id=sentence_id, runs=(locked(text, token),)))


def missing_line(kind: ParagraphKind, sentence_id: str, name: str) -> Paragraph:
    """Return a paragraph that is the placeholder for something missing."""
    return one(kind, Sentence(id=sentence_id, runs=(stand_in(name),)))


def item_list(items: Sequence[Sentence]) -> list[Paragraph]:
    """Return items as bullets: no mark at their ends, a full stop after the last."""
    if not items:
        return []
    last = items[-1]
    if not ends_itself(last.text):
        last = replace(last, runs=(*last.runs, Run(text=_STOP, token=END)))
    return [one("bullet", item) for item in (*items[:-1], last)]


def typed_item(sentence_id: str, text: str, rests_on: str) -> Sentence:
    """Return an item of a list that somebody typed."""
    return Sentence(id=sentence_id, runs=(Run(text=as_item(text)),), rests_on=(rests_on,), origin="typed")


def unique(parts: Iterable[str]) -> tuple[str, ...]:
    """Return the parts in order, each once."""
    return tuple(dict.fromkeys(parts))


def _plain(sentence: Sentence) -> str:
    return sentence.text


def _present(picture: Picture, part: Weighed) -> bool:
    sources = {item.source for item in picture.evidence}
    kinds = {activity.kind for activity in picture.activities}
    return bool(sources & set(part.sources) or kinds & set(part.activities))
