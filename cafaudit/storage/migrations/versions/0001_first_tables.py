"""The first journal and local tables.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first journal and local tables."""
    op.create_table(
        "events",
        sa.Column("author", sa.LargeBinary, nullable=False),
        sa.Column("instance", sa.LargeBinary, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("nonce", sa.LargeBinary),
        sa.Column("payload", sa.LargeBinary),
        sa.PrimaryKeyConstraint("author", "instance", "seq", "id", name="pk_events"),
        sa.CheckConstraint("seq >= 1", name="ck_events_seq_counts_from_one"),
        sa.CheckConstraint("(nonce IS NULL) = (payload IS NULL)", name="ck_events_payload_with_its_nonce"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "frames",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("fixed", sa.Integer, nullable=False),
        sa.Column("facts", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_frames"),
    )
    op.create_table(
        "frame_cases",
        sa.Column("frame", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("ref", sa.String, nullable=False),
        sa.Column("stratum", sa.String, nullable=False),
        sa.Column("office", sa.String, nullable=False),
        sa.Column("facts", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("frame", "position", name="pk_frame_cases"),
        sa.UniqueConstraint("frame", "ref", name="uq_frame_cases_frame_ref"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_frame_cases_frame_stratum", "frame_cases", ["frame", "stratum"])
    op.create_table(
        "fingerprints",
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("digest", "kind", name="pk_fingerprints"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unseen_heads",
        sa.Column("author", sa.LargeBinary, nullable=False),
        sa.Column("instance", sa.LargeBinary, nullable=False),
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("author", "instance", "id", name="pk_unseen_heads"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "drafts",
        sa.Column("cell", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("cell", name="pk_drafts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "undo_steps",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("did", sa.String, nullable=False),
        sa.Column("summary", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("standing", sa.String, nullable=False),
        sa.Column("parts", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_undo_steps"),
        sa.CheckConstraint("standing IN ('done', 'undone', 'gone')", name="ck_undo_steps_standing_known"),
    )
    op.create_index(
        "ix_undo_steps_number", "undo_steps", ["number"], sqlite_where=sa.text("standing = 'undone'")
    )
    op.create_table(
        "local_log",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("did", sa.String, nullable=False),
        sa.Column("facts", sa.String, nullable=False),
        sa.Column("previous", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_local_log"),
    )
