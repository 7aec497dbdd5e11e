"""Which cases of a list were taken out by which rule.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of excluded cases; no case of an earlier list is one."""
    op.create_table(
        "excluded_cases",
        sa.Column("frame", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("rule", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("frame", "position", name="pk_excluded_cases"),
        sa.CheckConstraint("rule >= 1", name="ck_excluded_cases_rules_count_from_one"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_excluded_cases_frame_rule", "excluded_cases", ["frame", "rule"])
