"""The blocks about people and places: letterhead, direct lines, date, addressees, signature, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cafaudit.export.letter.english import joined
from cafaudit.export.letter.filling import Filler, fact_line, locked, missing_line, one, stand_in
from cafaudit.export.letter.model import Paragraph, ParagraphKind, Run, Sentence
from cafaudit.export.letter.profile import Piece
from cafaudit.export.letter.text import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.domain.details import Addressee, CopyRecipient, Signatory
    from cafaudit.export.letter.profile import BlockTemplate

_Ordered = TypeVar("_Ordered", "Addressee", "Signatory", "CopyRecipient")


def letterhead(filler: Filler, block: BlockTemplate) -> list[Paragraph]:
    """Write the sender's name, address and contacts."""
    paragraphs = [one("letterhead", filler.fill(block.template("name"), filler.place(block.id, "name")))]
    for kind, lines in _sender_lines(block):
        for number, line in enumerate(lines, start=1):
            place = filler.place(block.id, f"{kind}{number}")
            paragraphs.append(fact_line(kind, place, line, "letterhead"))
    return paragraphs


def direct_line(filler: Filler, block: BlockTemplate) -> list[Paragraph]:
    """Write how each signatory is reached; with the name before it where several sign."""
    signatories = _ordered(filler.picture.signatories)
    paragraphs = []
    for person in signatories:
        lines = {
            "telephone": _labelled(block.label("telephone"), person.telephone),
            "fax": _labelled(block.label("fax"), person.fax),
            "email": tidy(person.email),
        }
        given = {name: line for name, line in lines.items() if line}
        if given and len(signatories) > 1:
            given = {"name": tidy(person.name), **given}
        place = filler.place(block.id, f"item/{person.id}")
        paragraphs += [fact_line("direct", f"{place}/{n}", line, "signatory") for n, line in given.items()]
    return paragraphs


def date_line(filler: Filler, block: BlockTemplate) -> list[Paragraph]:
    """Write the date of the letter."""
    template = (Piece("", "letter_date"),)
    return [one("date", filler.fill(template, filler.place(block.id, "date")))]


def addressee(filler: Filler, block: BlockTemplate) -> list[Paragraph]:
    """Write to whom the letter goes, line by line, and the greeting of all of them together."""
    people = _ordered(filler.picture.addressees)
    if not people:
        place = filler.place(block.id, "#missing")
        return [
            missing_line("address", place, "addressee"),
            _greeting(filler, block, stand_in("salutation")),
        ]
    paragraphs = []
    for person in people:
        place = filler.place(block.id, f"item/{person.id}")
        lines = _address_lines(person)
        paragraphs += [fact_line("address", f"{place}/{n}", line, "addressee") for n, line in lines.items()]
    names = [_greeted(person, block.label("greeting")) for person in people]
    return [*paragraphs, _greeting(filler, block, locked(joined(names), "salutation"))]


def signature(filler: Filler, block: BlockTemplate) -> list[Paragraph]:
    """Write the valediction and who signs."""
    valediction = Sentence(
        id=filler.place(block.id, "valediction"), runs=(Run(text=block.label("valediction")),)
    )
    paragraphs = [one("valediction", valediction)] if valediction.text else []
    people = _ordered(filler.picture.signatories)
    if not people:
        return [*paragraphs, missing_line("signature", filler.place(block.id, "#missing"), "signatory")]
    for person in people:
        place = filler.place(block.id, f"item/{person.id}")
        name = tidy(f"{person.name} {person.suffix}")
        paragraphs.append(fact_line("signature", f"{place}/name", name, "signatory"))
        if tidy(person.post):
            paragraphs.append(fact_line("post", f"{place}/post", person.post, "signatory"))
    return paragraphs


def copies(filler: Filler, block: BlockTemplate) -> list[Paragraph]:
    """Write who receives a copy; nothing where nobody does."""
    people = _ordered(filler.picture.copies)
    if not people:
        return []
    lines: list[Paragraph] = [
        one("copies_heading", filler.fill(block.lead_in, filler.place(block.id, "#lead-in")))
    ]
    for person in people:
        text = ", ".join(part for part in (tidy(person.name), tidy(person.organisation)) if part)
        lines.append(fact_line("copies", filler.place(block.id, f"item/{person.id}"), text, "copy"))
    return lines


def _sender_lines(block: BlockTemplate) -> tuple[tuple[ParagraphKind, tuple[str, ...]], ...]:
    return (("sender", block.lines), ("contact", block.contacts))


def _ordered(people: Iterable[_Ordered]) -> list[_Ordered]:
    return sorted(people, key=lambda person: (person.order, person.name, person.id))


def _labelled(label: str, number: str) -> str:
    return tidy(f"{label} {number}") if tidy(number) else ""


def _address_lines(person: Addressee) -> dict[str, str]:
    lines = {"name": person.name, "post": person.post, "organisation": person.organisation}
    lines |= {f"line{number}": line for number, line in enumerate(person.address, start=1)}
    lines["postcode"] = person.postcode
    return {name: line for name, line in lines.items() if tidy(line)}


def _greeted(person: Addressee, greeting: str) -> str:
    """Return how one addressee is greeted, without the word that all of them share."""
    text = tidy(person.salutation).rstrip(",") or tidy(person.name)
    head, _, rest = text.partition(" ")
    return rest if rest and head.casefold() == greeting.casefold() else text


def _greeting(filler: Filler, block: BlockTemplate, names: Run) -> Paragraph:
    greeting = block.label("greeting")
    runs = (Run(text=f"{greeting} "), names) if greeting else (names,)
    kind: ParagraphKind = "salutation"
    return one(kind, Sentence(id=filler.place(block.id, "salutation"), runs=runs))
