"""Cases in blocks of a thousand, counted by stratum and office, and marks by case until the draw.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BLOCKS = """
    INSERT INTO frame_blocks (frame, first, length, refs, cases)
    SELECT frame, min(position), count(*), group_concat(ref, char(10) ORDER BY position),
           '[' || group_concat(facts, ',' ORDER BY position) || ']'
    FROM frame_cases GROUP BY frame, (position - 1) / 1000
"""
_COUNTS = """
    INSERT INTO frame_counts (frame, stratum, office, cases)
    SELECT c.frame, c.stratum, c.office, count(*) FROM frame_cases AS c
    WHERE NOT EXISTS
        (SELECT 1 FROM excluded_cases AS x WHERE x.frame = c.frame AND x.position = c.position)
    GROUP BY c.frame, c.stratum, c.office
"""
_VIEW = (
    "CREATE VIEW frame_cases AS"
    " SELECT b.frame AS frame, b.first + c.key AS position, c.value ->> '$.ref' AS ref,"
    " c.value ->> '$.stratum' AS stratum, coalesce(c.value ->> '$.office', '') AS office, c.value AS facts"
    " FROM frame_blocks AS b, json_each(b.cases) AS c"
)


def upgrade() -> None:
    """Bring the cases of earlier lists into blocks; which case a mark is of is not known of them."""
    op.create_table(
        "frame_blocks",
        sa.Column("frame", sa.Integer, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("refs", sa.String, nullable=False),
        sa.Column("cases", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("frame", "first", name="pk_frame_blocks"),
    )
    op.create_table(
        "frame_counts",
        sa.Column("frame", sa.Integer, nullable=False),
        sa.Column("stratum", sa.String, nullable=False),
        sa.Column("office", sa.String, nullable=False),
        sa.Column("cases", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("frame", "stratum", "office", name="pk_frame_counts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_marks",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("lines", sa.LargeBinary, nullable=False),
        sa.Column("counts", sa.LargeBinary, nullable=False),
        sa.Column("marks", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_case_marks"),
    )
    op.create_table(
        "list_marks",
        sa.Column("first", sa.LargeBinary, nullable=False),
        sa.Column("marks", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("first", name="pk_list_marks"),
    )
    op.execute(_BLOCKS)
    op.execute(_COUNTS)
    op.drop_table("frame_cases")
    op.execute(_VIEW)
