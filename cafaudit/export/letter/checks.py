"""What to settle before a letter is signed: gaps, judgements, evidence, concerns and words.

A check never changes the letter. "stop" holds back the signature, "warn" asks for a second look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cafaudit.domain.framework import Aspect
from cafaudit.domain.vocabulary import OVERALL
from cafaudit.domain.words import all_words
from cafaudit.export.letter.english import number_word
from cafaudit.export.letter.facts import graded_areas, standing_judgement
from cafaudit.export.letter.tokens import TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.domain.framework import WordScheme
    from cafaudit.domain.picture import EvidenceItem, Picture
    from cafaudit.export.letter.model import Letter, Sentence

_FROM_FILES = "file"
_CASES = re.compile(r"\bcases\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:a|an|the) ")
_NUMBER = r"(?:\d[\d,]*|" + "|".join(number_word(n) for n in range(1, 21)) + ")"
_COUNT = re.compile(rf"\b(?:{_NUMBER}|none) of (?:the |all )?{_NUMBER}\b", re.IGNORECASE)
_GRADE_TOKENS = ("area_counts", "overall_grade", "grade")
_LIST_TOKENS = ("provider_evidence", "visit_evidence")
_SHOWN_CASES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing to settle.

    `id` stays the same while the thing does. `sentence` is the id of the sentence that it is about or
    "", `area` an area's id or "". `say` is what is wrong, `cure` what to do.
    """

    id: str
    severity: Literal["stop", "warn"]
    sentence: str
    area: str
    say: str
    cure: str


def check_letter(letter: Letter, picture: Picture) -> tuple[Check, ...]:
    """Return all that is to be settled, what stops the signature first, else in the order of the letter.

    Args:
        letter: The letter as composed.
        picture: The state that it was composed from.
    """
    found = [
        *_missing_facts(letter),
        *_ungraded(letter, picture),
        *_provisional(letter, picture),
        *_unsupported(letter),
        *_one_sided(letter, picture),
        *_left_out(picture),
        *_open_concerns(picture),
        *_unsettled(picture),
        *_cases_for_files(letter, picture),
        *_words_without_count(letter, picture),
    ]
    return tuple(sorted(found, key=lambda check: check.severity != "stop"))


def _missing_facts(letter: Letter) -> Iterator[Check]:
    """Name each missing fact once, where it is first wanted; grades and lists have their own checks."""
    seen: set[tuple[str, str]] = set()
    for gap in letter.gaps:
        within_area = gap.token not in TOKENS or TOKENS[gap.token].scope != "visit"
        area = gap.area if within_area else ""
        if gap.token in (*_GRADE_TOKENS, *_LIST_TOKENS) or (gap.token, area) in seen:
            continue
        seen.add((gap.token, area))
        yield Check(
            id=_id("missing", gap.token, area),
            severity="stop",
            sentence=gap.sentence,
            area=area,
            say=f"Missing in the letter: {gap.what}.",
            cure=gap.advice,
        )


def _ungraded(letter: Letter, picture: Picture) -> Iterator[Check]:
    framework = picture.framework
    if framework.area_scale is None:
        return
    graded = graded_areas(picture)
    for area in framework.areas:
        if area.id not in graded:
            yield Check(
                id=_id("ungraded", area.id),
                severity="stop",
                sentence=_with_token(letter, "grade", area.id),
                area=area.id,
                say=f"Area {area.number} has no grade.",
                cure="Judge it on the page Judgements.",
            )
    if picture.judgement(OVERALL) is None:
        yield Check(
            id=_id("ungraded", OVERALL),
            severity="stop",
            sentence=_with_token(letter, "overall_grade", ""),
            area="",
            say="The whole has no grade.",
            cure="Judge it on the page Judgements.",
        )


def _provisional(letter: Letter, picture: Picture) -> Iterator[Check]:
    called = {area.id: f"of area {area.number}" for area in picture.framework.areas} | {
        OVERALL: "of the whole"
    }
    for place, name in called.items():
        judgement = standing_judgement(picture, place)
        if judgement is not None and judgement.stage != "final":
            area = "" if place == OVERALL else place
            token = "overall_grade" if place == OVERALL else "grade"
            yield Check(
                id=_id("provisional", place),
                severity="warn",
                sentence=_with_token(letter, token, area),
                area=area,
                say=f"The judgement {name} is provisional.",
                cure="Make it final once the provider’s answers have been considered.",
            )


def _unsupported(letter: Letter) -> Iterator[Check]:
    """Find judgements of areas that rest on no evidence in the letter."""
    for block in letter.blocks:
        first = next((p.sentences[0] for p in block.paragraphs if p.kind == "judgement"), None)
        if first is None or not block.area:
            continue
        if any(ref.startswith("evidence:") for ref in first.rests_on):
            continue
        yield Check(
            id=_id("unsupported", first.id),
            severity="stop",
            sentence=first.id,
            area=block.area,
            say="This judgement rests on no evidence that the letter shows.",
            cure="Add evidence for the area, or let the letter show what there is.",
        )


def _one_sided(letter: Letter, picture: Picture) -> Iterator[Check]:
    """Find lists of evidence that are empty."""
    numbers = {area.id: area.number for area in picture.framework.areas}
    for area in picture.framework.areas:
        for from_provider, side in ((True, "provider"), (False, "visit")):
            items = picture.evidence_for(area.id, from_provider=from_provider)
            if any(item.in_letter for item in items):
                continue
            whose = "from the provider" if from_provider else "of the visit"
            yield Check(
                id=_id("no-evidence", side, area.id),
                severity="warn",
                sentence=_with_token(letter, f"{side}_evidence", area.id),
                area=area.id,
                say=f"The letter shows no evidence {whose} for area {numbers[area.id]}.",
                cure="Add some, or let the letter show what there is.",
            )


def _left_out(picture: Picture) -> Iterator[Check]:
    """Find evidence against an area that the letter does not show."""
    numbers = {area.id: area.number for area in picture.framework.areas}
    for item in picture.evidence:
        if item.polarity != "against" or item.in_letter:
            continue
        for area in item.areas:
            if area in numbers:
                yield Check(
                    id=_id("left-out", item.id, area),
                    severity="warn",
                    sentence="",
                    area=area,
                    say=f"{item.label} speaks against area {numbers[area]} and is not in the letter.",
                    cure="Let the letter show it, or say in the reasons of the judgement why not.",
                )


def _open_concerns(picture: Picture) -> Iterator[Check]:
    for concern in picture.concerns:
        if concern.is_open:
            where = f" from file {concern.case}" if concern.case else ""
            yield Check(
                id=_id("concern", concern.id),
                severity="stop",
                sentence="",
                area="",
                say=f"A concern{where} is still open.",
                cure="Record the provider’s response and your conclusion.",
            )


def _unsettled(picture: Picture) -> Iterator[Check]:
    """Find answers that differ between inspectors, one check for each area that they feed."""
    cases: dict[str, list[str]] = {}
    for reading in picture.readings:
        for answer in reading.answers.values():
            if answer.different:
                cases.setdefault(_area_of(picture, answer.item), []).append(reading.case)
    for area, found in cases.items():
        shown = ", ".join(dict.fromkeys(found[:_SHOWN_CASES]))
        more = " and others" if len(found) > _SHOWN_CASES else ""
        differ = "answer differs" if len(found) == 1 else "answers differ"
        yield Check(
            id=_id("unsettled", area),
            severity="stop",
            sentence="",
            area=area,
            say=f"{len(found)} {differ} between inspectors: {shown}{more}.",
            cure="Settle them on the page Team.",
        )


def _cases_for_files(letter: Letter, picture: Picture) -> Iterator[Check]:
    for sentence, item, area in _shown_evidence(letter, picture):
        if item.source == _FROM_FILES and _CASES.search(sentence.text):
            yield Check(
                id=_id("cases", sentence.id),
                severity="warn",
                sentence=sentence.id,
                area=area,
                say="“Cases” speaks of all cases of the service; the evidence is of files read.",
                cure="Write “files read”, or rest the sentence on data about all cases.",
            )


def _words_without_count(letter: Letter, picture: Picture) -> Iterator[Check]:
    pattern = _words_pattern(picture.framework.words)
    for sentence, item, area in _shown_evidence(letter, picture):
        found = pattern.search(sentence.text)
        if item.source != _FROM_FILES or found is None or _COUNT.search(sentence.text):
            continue
        yield Check(
            id=_id("no-count", sentence.id),
            severity="warn",
            sentence=sentence.id,
            area=area,
            say=f"“{found[0]}” stands without a count behind it.",
            cure="Hold it against the files read, and write the numbers if they do not bear it out.",
        )


def _words_pattern(scheme: WordScheme) -> re.Pattern[str]:
    """Return a pattern for the scheme's words, longest first, with any article or none before them."""
    bare = dict.fromkeys(_ARTICLE.sub("", word) for word in all_words(scheme))
    words = "|".join(re.escape(word) for word in sorted(bare, key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b" if words else r"(?!)", re.IGNORECASE)


def _shown_evidence(letter: Letter, picture: Picture) -> Iterator[tuple[Sentence, EvidenceItem, str]]:
    items = {f"evidence:{item.id}": item for item in picture.evidence}
    for block in letter.blocks:
        for paragraph in block.paragraphs:
            if paragraph.kind != "bullet":
                continue
            for sentence in paragraph.sentences:
                for ref in sentence.rests_on:
                    if ref in items:
                        yield sentence, items[ref], block.area


def _with_token(letter: Letter, token: str, area: str) -> str:
    """Return the id of the first sentence of an area ("" for any) that holds a token, "" without one."""
    for block in letter.blocks:
        if area and block.area != area:
            continue
        for sentence in block.sentences:
            if any(run.token == token for run in sentence.runs):
                return sentence.id
    return ""


def _area_of(picture: Picture, item_id: str) -> str:
    try:
        item = picture.framework.item(item_id)
    except KeyError:
        return ""
    return item.areas[0] if isinstance(item, Aspect) else item.id


def _id(kind: str, *parts: str) -> str:
    return "/".join(part for part in (kind, *parts) if part)
