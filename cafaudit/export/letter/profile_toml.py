"""Letter profiles as TOML: read one, check all of it, and say in plain words what is wrong."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, NoReturn, cast, get_args

from cafaudit import assets
from cafaudit.domain.toml_table import BadToml, TomlTable, read_toml
from cafaudit.domain.vocabulary import SOURCES
from cafaudit.export.letter.model import Look
from cafaudit.export.letter.profile import (
    BlockKind,
    BlockTemplate,
    EvidenceSide,
    LetterProfile,
    Piece,
    SentenceTemplate,
    Template,
    Weighed,
)
from cafaudit.export.letter.tokens import CONDITIONS, TOKENS, Scope

if TYPE_CHECKING:
    from collections.abc import Collection

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_BRACED = re.compile(r"\{([^{}]*)\}")
_FACE_SIGNS = 31

_PART_KINDS = ("area_heading", "text", "evidence", "judgement")
_WORDED = ("title", "heading", "area_heading", "text", "judgement")
_PLAN_TEMPLATES = ("only", "first", "next")
_LABELS: dict[BlockKind, tuple[str, ...]] = {
    "direct_line": ("telephone", "fax"),
    "addressee": ("greeting",),
    "signature": ("valediction",),
}
_LED_IN: tuple[BlockKind, ...] = ("activities", "areas_by_timescale", "evidence", "copies")


class BadLetterProfile(BadToml):
    """A letter profile cannot be used; the message names the file, the line, the key and the fault."""


def shipped_profile(name: str) -> LetterProfile:
    """Load a letter profile that ships with the program.

    Raises:
        InputRefused: There is none of that name.
    """
    return load_profile(assets.letter_profile_text(name), f"{name}.toml")


def load_profile(text: str, source: str) -> LetterProfile:
    """Read a letter profile from TOML text; `source` is the name of the file in refusals.

    Raises:
        BadLetterProfile: The text is not TOML, or calls for blocks or facts that do not exist.
    """
    root = read_toml(text, source, BadLetterProfile)
    blocks = tuple(_block(table, "visit") for table in root.tables("blocks"))
    if not blocks:
        root.refuse("blocks", "the letter has no blocks.", "Add one or more, each begun by [[blocks]].")
    _check_ids(root)
    profile = LetterProfile(
        id=_id(root),
        title=root.text("title"),
        look=_look(root.table("look")),
        weighed=tuple(_weighed(table) for table in root.tables("weighed")),
        blocks=blocks,
    )
    root.finish()
    return profile


def _look(table: TomlTable) -> Look:
    face = table.text("face")
    if len(face) > _FACE_SIGNS:
        table.refuse("face", "this is too long for a typeface.", "Name one that most computers have.")
    look = Look(face=face, ink=_colour(table, "ink"), accent=_colour(table, "accent"))
    table.finish()
    return look


def _colour(table: TomlTable, key: str) -> str:
    text = table.text(key)
    if not _COLOUR.fullmatch(text):
        table.refuse(key, f"“{text}” is not a colour.", "Write six digits of 0 to 9 and A to F: 1C2126.")
    return text.upper()


def _weighed(table: TomlTable) -> Weighed:
    sources = table.texts("sources")
    for source in sources:
        _check_known(table, "sources", source, "source of evidence", SOURCES)
    weighed = Weighed(
        template=_template(table, "text", "visit"), sources=sources, activities=table.texts("activities")
    )
    table.finish()
    return weighed


def _block(table: TomlTable, scope: Scope) -> BlockTemplate:
    kind = _block_kind(table, scope)
    block = BlockTemplate(
        id=_id(table),
        kind=kind,
        title=table.text("title"),
        section=table.text("section") if scope == "visit" else "",
        when=_conditions(table, "when", scope),
        unless=_conditions(table, "unless", scope),
        heading=_optional_template(table, "heading", scope) if kind == "text" else (),
        lead_in=_lead_in(table, kind, scope),
        sentences=_sentences(table, scope) if kind in _WORDED else (),
        templates=_templates(table, kind),
        labels=tuple((name, table.optional_text(name)) for name in _LABELS.get(kind, ())),
        lines=table.texts("lines") if kind == "letterhead" else (),
        contacts=table.texts("contacts") if kind == "letterhead" else (),
        side=cast("EvidenceSide", _fixed(table, "side", get_args(EvidenceSide)))
        if kind == "evidence"
        else "visit",
        required=table.flag("required", default=True) if kind in {"plan", "evidence"} else True,
        parts=_parts(table) if kind == "areas" else (),
    )
    table.finish()
    return block


def _block_kind(table: TomlTable, scope: Scope) -> BlockKind:
    kind = cast("BlockKind", _fixed(table, "kind", get_args(BlockKind)))
    if scope == "area" and kind not in _PART_KINDS:
        table.refuse("kind", f"“{kind}” cannot stand in an area.", f"Known here: {', '.join(_PART_KINDS)}.")
    if scope == "visit" and kind in {"area_heading", "evidence"}:
        table.refuse("kind", f"“{kind}” belongs to an area.", "Put it under [[blocks.parts]] of the areas.")
    return kind


def _parts(table: TomlTable) -> tuple[BlockTemplate, ...]:
    parts = tuple(_block(part, "area") for part in table.tables("parts"))
    if not parts:
        table.refuse("parts", "nothing is written for an area.", "Add parts, each begun by [[blocks.parts]].")
    return parts


def _lead_in(table: TomlTable, kind: BlockKind, scope: Scope) -> Template:
    if kind not in _LED_IN:
        return ()
    if kind == "areas_by_timescale":
        return _optional_template(table, "lead_in", scope)
    return _template(table, "lead_in", scope)


def _templates(table: TomlTable, kind: BlockKind) -> tuple[tuple[str, Template], ...]:
    if kind == "plan":
        return tuple((name, _template(table, name, "plan")) for name in _PLAN_TEMPLATES)
    if kind == "letterhead":
        return (("name", _template(table, "name", "visit")),)
    return ()


def _sentences(table: TomlTable, scope: Scope) -> tuple[SentenceTemplate, ...]:
    """Read a list of sentences, or the one of the key `text`."""
    if table.has("text"):
        return (SentenceTemplate(id="text", template=_template(table, "text", scope)),)
    sentences = []
    for row in table.tables("sentences"):
        sentences.append(
            SentenceTemplate(
                id=_id(row),
                template=_template(row, "text", scope),
                when=_conditions(row, "when", scope),
                unless=_conditions(row, "unless", scope),
            )
        )
        row.finish()
    if not sentences:
        table.refuse("sentences", "this block says nothing.", "Add sentences, or one with text = ...")
    return tuple(sentences)


def _optional_template(table: TomlTable, key: str, scope: Scope) -> Template:
    return _template(table, key, scope) if table.has(key) else ()


def _template(table: TomlTable, key: str, scope: Scope) -> Template:
    text = table.text(key)
    pieces: list[Piece] = []
    parts = _BRACED.split(text)
    for place, part in enumerate(parts):
        if place % 2:
            _check_token(table, key, part, scope)
            pieces.append(Piece(token=part))
        elif "{" in part or "}" in part:
            table.refuse(key, "a brace stands alone.", "Write a fact as {provider}, with both braces.")
        elif part:
            pieces.append(Piece(text=part))
    return tuple(pieces)


def _check_token(table: TomlTable, key: str, token: str, scope: Scope) -> None:
    known = [name for name, kind in TOKENS.items() if kind.scope in {"visit", scope}]
    if token in TOKENS and token not in known:
        where = {"area": "an area", "plan": "a judgement of the action plan"}[TOKENS[token].scope]
        table.refuse(key, f"{{{token}}} has a meaning only within {where}.", "Use it there.")
    _check_known(table, key, token, "fact", known)


def _conditions(table: TomlTable, key: str, scope: Scope) -> tuple[str, ...]:
    names = table.texts(key)
    known = [name for name, where in CONDITIONS.items() if where in {"visit", scope}]
    for name in names:
        _check_known(table, key, name, "fact or condition", known)
    return names


def _id(table: TomlTable) -> str:
    text = table.text("id")
    if not _ID.fullmatch(text):
        table.refuse(
            "id",
            f"“{text}” is not an id.",
            "Use small letters a to z, digits and hyphens, beginning with a letter or digit.",
        )
    return text


def _check_ids(root: TomlTable) -> None:
    taken: set[str] = set()
    for block in root.tables("blocks"):
        for table in (block, *block.tables("parts")):
            name = table.text("id")
            if name in taken:
                table.refuse("id", f"the id “{name}” is used twice.", "Give each block its own.")
            taken.add(name)


def _fixed(table: TomlTable, key: str, known: Collection[str]) -> str:
    text = table.text(key)
    _check_known(table, key, text, key, known)
    return text


def _check_known(table: TomlTable, key: str, wanted: str, what: str, known: Collection[str]) -> None:
    if wanted not in known:
        _refuse_unknown(table, key, f"there is no {what} “{wanted}”.", wanted, known)


def _refuse_unknown(table: TomlTable, key: str, wrong: str, wanted: str, known: Collection[str]) -> NoReturn:
    near = difflib.get_close_matches(wanted, known, n=1)
    table.refuse(key, wrong, f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(known)}.")
