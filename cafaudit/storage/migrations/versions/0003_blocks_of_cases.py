"""Cases in blocks of a thousand, counted by stratum and office, and marks by case until the draw.

Revision ID: 0003
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BLANK = {"children": 1, "line": 0} | dict.fromkeys(
    ("allocated_on", "opened_on", "closed_on", "audited_on", "domestic_violence")
)
"""What an earlier list's case has in a field that it says nothing in, "" elsewhere."""

_COUNTS = """
    INSERT INTO frame_counts (frame, stratum, office, cases)
    SELECT c.frame, c.stratum, c.office, count(*) FROM frame_cases AS c
    WHERE NOT EXISTS
        (SELECT 1 FROM excluded_cases AS x WHERE x.frame = c.frame AND x.position = c.position)
    GROUP BY c.frame, c.stratum, c.office
"""


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
        sa.Column("codes", sa.LargeBinary, nullable=False),
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
    _fill_blocks(op.get_bind())
    op.execute(_COUNTS)
    op.drop_table("frame_cases")


def _fill_blocks(connection: sa.Connection) -> None:
    blocks = connection.exec_driver_sql(
        "SELECT frame, min(position), count(*) FROM frame_cases GROUP BY frame, (position - 1) / 1000"
    ).all()
    for frame, first, length in blocks:
        rows = connection.exec_driver_sql(
            "SELECT ref, facts FROM frame_cases WHERE frame = ? AND position BETWEEN ? AND ?"
            " ORDER BY position",
            (frame, first, first + length - 1),
        ).all()
        columns: dict[str, list[object]] = {}
        for place, (_, text) in enumerate(rows):
            for name, value in json.loads(text).items():
                columns.setdefault(name, [_BLANK.get(name, "")] * len(rows))[place] = value
        columns.pop("ref", None)
        stored = {name: {"v": cells} for name, cells in columns.items()}
        connection.exec_driver_sql(
            "INSERT INTO frame_blocks (frame, first, length, refs, cases) VALUES (?, ?, ?, ?, ?)",
            (frame, first, length, "\n".join(ref for ref, _ in rows), json.dumps(stored, ensure_ascii=False)),
        )
