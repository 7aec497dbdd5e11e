"""The blocks about what was asked, done and found: activities, areas by timescale, plan, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.export.letter.facts import plan_facts
from cafaudit.export.letter.filling import (
    Filler,
    fact_line,
    item_list,
    locked,
    missing_line,
    one,
    typed_item,
)
from cafaudit.export.letter.model import Paragraph, ParagraphKind, Sentence
from cafaudit.export.letter.profile import Piece
from cafaudit.export.letter.text import as_item, tidy

if TYPE_CHECKING:
    from cafaudit.domain.details import PlanJudgement
    from cafaudit.domain.framework import Area, Framework
    from cafaudit.export.letter.profile import BlockTemplate, Template


def activities(filler: Filler, block: BlockTemplate) -> list[Paragraph]:
    """Write what was done on the visit, in the order of the letter."""
    shown = [a for a in filler.picture.activities if a.in_letter and tidy(a.wording)]
    shown.sort(key=lambda activity: (activity.order, activity.id))
    items = [typed_item(filler.place(block.id, f"item/{a.id}"), a.wording, f"activity:{a.id}") for a in shown]
    return _led_in(filler, block, item_list(items), "activities")


def areas_by_timescale(filler: Filler, block: BlockTemplate) -> list[Paragraph]:
    """Write the areas under the timescales that they have; first those that have none."""
    paragraphs = []
    if block.lead_in:
        paragraphs.append(_lead_in(filler, block))
    for heading, group in _groups(filler.picture.framework):
        if heading:
            group_id, text = heading
            place = filler.place(block.id, f"group/{group_id}")
            paragraphs.append(fact_line("group", place, f"{text}:", "timescale"))
        paragraphs += item_list([_area_item(filler, block, area) for area in group])
    return paragraphs


def plan(filler: Filler, block: BlockTemplate) -> list[Paragraph]:
    """Write the history of the action plan, one sentence for each judgement of it."""
    history = sorted(filler.picture.plan, key=lambda p: (p.order, str(p.judged_on or ""), p.id))
    if not history:
        missing = missing_line("text", filler.place(block.id, "#missing"), "plan")
        return [missing] if block.required else []
    sentences: list[Sentence] = []
    for place, judged in enumerate(history):
        sentences += _plan_sentences(filler, block, judged, _plan_template(block, place, len(history)))
    return [one("text", *sentences)]


def evidence(filler: Filler, block: BlockTemplate) -> list[Paragraph]:
    """Write one side's evidence for the area that the filler stands in."""
    if filler.area is None:
        raise ValueError("evidence is listed within an area")
    from_provider = block.side == "provider"
    found = filler.picture.evidence_for(filler.area.id, from_provider=from_provider)
    items = [
        typed_item(filler.place(block.id, f"item/{item.id}"), item.text, f"evidence:{item.id}")
        for item in found
        if item.in_letter
    ]
    return _led_in(filler, block, item_list(items), f"{block.side}_evidence")


def _led_in(filler: Filler, block: BlockTemplate, items: list[Paragraph], missing: str) -> list[Paragraph]:
    if not items:
        if not block.required:
            return []
        items = [missing_line("bullet", filler.place(block.id, "#missing"), missing)]
    return [_lead_in(filler, block), *items]


def _lead_in(filler: Filler, block: BlockTemplate) -> Paragraph:
    kind: ParagraphKind = "subheading" if block.kind == "evidence" else "lead_in"
    return one(kind, filler.fill(block.lead_in, filler.place(block.id, "#lead-in")))


def _groups(framework: Framework) -> list[tuple[tuple[str, str] | None, list[Area]]]:
    """Return areas by timescale in the framework's order; timescales without areas are left out."""
    groups: list[tuple[tuple[str, str] | None, list[Area]]] = []
    by_number = sorted(framework.areas, key=lambda area: area.number)
    loose = [area for area in by_number if area.timescale is None]
    if loose:
        groups.append((None, loose))
    for timescale in framework.timescales:
        members = [area for area in by_number if area.timescale == timescale.id]
        if members:
            groups.append(((timescale.id, timescale.heading), members))
    return groups


def _area_item(filler: Filler, block: BlockTemplate, area: Area) -> Sentence:
    return Sentence(
        id=filler.place(block.id, f"item/{area.id}"),
        runs=(locked(as_item(area.short), "area_short"),),
        rests_on=(f"area:{area.id}",),
    )


def _plan_template(block: BlockTemplate, place: int, count: int) -> Template:
    if count == 1:
        return block.template("only")
    return block.template("next" if place else "first")


def _plan_sentences(
    filler: Filler, block: BlockTemplate, judged: PlanJudgement, template: Template
) -> list[Sentence]:
    near = filler.within(plan_facts(filler.picture, judged))
    place = filler.place(block.id, f"item/{judged.id}")
    sentences = [near.fill(template, place)]
    if tidy(judged.note):
        sentences.append(near.fill((Piece("", "plan_note"),), f"{place}/note"))
    return sentences
