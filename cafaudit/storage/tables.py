"""The tables of a visit: journal and local tables, made by migrations, and read tables, rebuilt at will.

Journal tables hold what is true and travels. Local tables belong to this one store. Read tables are a cache
of the fold: they can be dropped at any time and come back the same.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    text,
)

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "pk": "pk_%(table_name)s",
}

lasting = MetaData(naming_convention=_NAMES)
"""Journal and local tables."""

rebuilt = MetaData(naming_convention=_NAMES)
"""Read tables."""

events = Table(
    "events",
    lasting,
    Column("author", LargeBinary, nullable=False),
    Column("instance", LargeBinary, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("id", LargeBinary, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("nonce", LargeBinary),
    Column("payload", LargeBinary),
    PrimaryKeyConstraint("author", "instance", "seq", "id"),
    CheckConstraint("seq >= 1", name="seq_counts_from_one"),
    CheckConstraint("(nonce IS NULL) = (payload IS NULL)", name="payload_with_its_nonce"),
    sqlite_with_rowid=False,
)

frames = Table(
    "frames",
    lasting,
    Column("number", Integer, nullable=False),
    Column("hash", String, nullable=False),
    Column("fixed", Integer, nullable=False),
    Column("facts", String, nullable=False),
    PrimaryKeyConstraint("number"),
)

frame_blocks = Table(  # a thousand cases to a row
    "frame_blocks",
    lasting,
    Column("frame", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("refs", String, nullable=False),
    Column("cases", LargeBinary, nullable=False),
    PrimaryKeyConstraint("frame", "first"),
)

frame_counts = Table(
    "frame_counts",
    lasting,
    Column("frame", Integer, nullable=False),
    Column("stratum", String, nullable=False),
    Column("office", String, nullable=False),
    Column("cases", Integer, nullable=False),
    PrimaryKeyConstraint("frame", "stratum", "office"),
    sqlite_with_rowid=False,
)

case_marks = Table(  # until the draw: the marks of some rows of the list, and the case that each row is of
    "case_marks",
    lasting,
    Column("number", Integer, nullable=False),
    Column("lines", LargeBinary, nullable=False),
    Column("codes", LargeBinary, nullable=False),
    Column("counts", LargeBinary, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    PrimaryKeyConstraint("number"),
)

shared_marks = Table(  # until the draw: marks of values that come again, of one column, numbered from `first`
    "shared_marks",
    lasting,
    Column("list_column", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("counts", LargeBinary, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    PrimaryKeyConstraint("list_column", "first"),
)

coded_marks = Table(  # until the draw: which of those values some rows have, and the pairs of their names
    "coded_marks",
    lasting,
    Column("number", Integer, nullable=False),
    Column("lines", LargeBinary, nullable=False),
    Column("columns", LargeBinary, nullable=False),
    Column("codes", LargeBinary, nullable=False),
    Column("pairs", LargeBinary, nullable=False),
    PrimaryKeyConstraint("number"),
)

list_marks = Table(  # until the draw: all marks of the list in runs, those that begin alike in a row
    "list_marks",
    lasting,
    Column("run", Integer, nullable=False),
    Column("first", LargeBinary, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    PrimaryKeyConstraint("run", "first"),
)

excluded_cases = Table(
    "excluded_cases",
    lasting,
    Column("frame", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("rule", Integer, nullable=False),
    PrimaryKeyConstraint("frame", "position"),
    CheckConstraint("rule >= 1", name="rules_count_from_one"),
    sqlite_with_rowid=False,
)

fingerprints = Table(
    "fingerprints",
    lasting,
    Column("digest", LargeBinary, nullable=False),
    Column("kind", String, nullable=False),
    PrimaryKeyConstraint("digest", "kind"),
    sqlite_with_rowid=False,
)

settings = Table(
    "settings",
    lasting,
    Column("name", String, nullable=False),
    Column("value", String, nullable=False),
    PrimaryKeyConstraint("name"),
    sqlite_with_rowid=False,
)

unseen_heads = Table(
    "unseen_heads",
    lasting,
    Column("author", LargeBinary, nullable=False),
    Column("instance", LargeBinary, nullable=False),
    Column("id", LargeBinary, nullable=False),
    PrimaryKeyConstraint("author", "instance", "id"),
    sqlite_with_rowid=False,
)

drafts = Table(
    "drafts",
    lasting,
    Column("cell", String, nullable=False),
    Column("text", String, nullable=False),
    Column("at", String, nullable=False),
    PrimaryKeyConstraint("cell"),
    sqlite_with_rowid=False,
)

undo_steps = Table(
    "undo_steps",
    lasting,
    Column("number", Integer, nullable=False),
    Column("did", String, nullable=False),
    Column("summary", String, nullable=False),
    Column("at", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("parts", String, nullable=False),
    PrimaryKeyConstraint("number"),
    CheckConstraint("standing IN ('done', 'undone', 'gone')", name="standing_known"),
)

local_log = Table(
    "local_log",
    lasting,
    Column("number", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("did", String, nullable=False),
    Column("facts", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
    PrimaryKeyConstraint("number"),
)

live = Table(
    "live",
    rebuilt,
    Column("cell", String, nullable=False),
    Column("event", LargeBinary, nullable=False),
    Column("author", LargeBinary, nullable=False),
    Column("instance", LargeBinary, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("team", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("value", String, nullable=False),
    Column("reason", String, nullable=False),
    PrimaryKeyConstraint("cell", "event"),
    sqlite_with_rowid=False,
)

heads = Table(  # as of the last fold; this copy's own chains have gone on since
    "heads",
    rebuilt,
    Column("author", LargeBinary, nullable=False),
    Column("instance", LargeBinary, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("id", LargeBinary, nullable=False),
    PrimaryKeyConstraint("author", "instance", "id"),
    sqlite_with_rowid=False,
)

not_counted = Table(
    "not_counted",
    rebuilt,
    Column("id", LargeBinary, nullable=False),
    Column("cause", String, nullable=False),
    PrimaryKeyConstraint("id"),
    sqlite_with_rowid=False,
)

members = Table(
    "members",
    rebuilt,
    Column("author", LargeBinary, nullable=False),
    Column("role", String, nullable=False),
    PrimaryKeyConstraint("author"),
    sqlite_with_rowid=False,
)

Index(None, excluded_cases.c.frame, excluded_cases.c.rule)
Index(
    None, undo_steps.c.number, sqlite_where=text("standing = 'undone'")
)  # mostly empty: each save looks here
