"""A mapping as a TOML file: what `frame import --map FILE` reads and the Columns page saves.

strata = ["office", "Service type"]
date_order = "dmy"
[columns]
"Case ID" = "id"
"Worker" = { role = "practitioner", treatment = "fingerprint" }
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from cafaudit.domain.toml_table import read_toml
from cafaudit.intake.mapping import DATE_ORDERS, ColumnUse, DateOrder, Mapping, use_of
from cafaudit.intake.roles import FACTS, ROLES

if TYPE_CHECKING:
    from cafaudit.domain.toml_table import TomlTable
    from cafaudit.intake.roles import Role

_DELETE = "\x7f"


def mapping_from_toml(text: str, source: str) -> Mapping:
    """Return the mapping of a TOML text.

    Args:
        text: The text of the file.
        source: Its name, for the sentences of a refusal.

    Raises:
        InputRefused: It is no TOML, or a key, role or treatment is not known; file, line and key are named.
    """
    document = read_toml(text, source)
    strata = document.texts("strata")
    order = _date_order(document)
    columns = document.table("columns")
    uses = tuple(_use(columns, header) for header in columns.values)
    columns.finish()
    document.finish()
    return Mapping(uses, strata, order)


def mapping_to_toml(mapping: Mapping) -> str:
    """Return a mapping as TOML, one line for each column, read back by `mapping_from_toml` to the same."""
    lines = [f"strata = [{', '.join(map(_quoted, mapping.strata))}]"] if mapping.strata else []
    if mapping.date_order:
        lines.append(f"date_order = {_quoted(mapping.date_order)}")
    lines.append("[columns]")
    lines += [
        f"{_quoted(use.header)} = {{ role = {_quoted(use.role)}, treatment = {_quoted(use.treatment)} }}"
        for use in mapping.columns
    ]
    return "\n".join(lines) + "\n"


def _date_order(document: TomlTable) -> DateOrder:
    text = document.optional_text("date_order")
    for order in DATE_ORDERS:
        if text == order:
            return order
    if text:
        document.refuse(
            "date_order",
            f"“{text}” is no order of day and month.",
            "Write “dmy” where the day comes first, “mdy” where the month does, or leave it out.",
        )
    return ""


def _use(columns: TomlTable, header: str) -> ColumnUse:
    if not isinstance(columns.values[header], dict):
        return use_of(header, _role(columns, header, columns.text(header)))
    table = columns.table(header)
    role = _role(table, "role", table.text("role"))
    treatment = table.optional_text("treatment")
    if treatment and treatment not in FACTS[role].treatments:
        table.refuse(
            "treatment",
            f"a column that is a {FACTS[role].label} cannot be treated as “{treatment}”.",
            f"Use one of: {', '.join(FACTS[role].treatments)}.",
        )
    table.finish()
    return use_of(header, role, treatment or None)


def _role(table: TomlTable, key: str, text: str) -> Role:
    if text not in ROLES:
        table.refuse(key, f"“{text}” is no role of a column.", f"Use one of: {', '.join(ROLES)}.")
    return cast("Role", text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace(_DELETE, "\\u007f")
