"""Marks that rows share stand once; what is said of a block's cases is MessagePack, its codes a byte each.

Revision ID: 0004
"""

import json
import sys
from array import array
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_BYTE = 1 << 8


def upgrade() -> None:
    """Make the tables of shared marks, which earlier lists have none in, and write each block anew."""
    op.create_table(
        "shared_marks",
        sa.Column("list_column", sa.Integer, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("counts", sa.LargeBinary, nullable=False),
        sa.Column("marks", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("list_column", "first", name="pk_shared_marks"),
    )
    op.create_table(
        "coded_marks",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("lines", sa.LargeBinary, nullable=False),
        sa.Column("columns", sa.LargeBinary, nullable=False),
        sa.Column("codes", sa.LargeBinary, nullable=False),
        sa.Column("pairs", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_coded_marks"),
    )
    op.rename_table("list_marks", "list_marks_before")
    op.create_table(
        "list_marks",
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("first", sa.LargeBinary, nullable=False),
        sa.Column("marks", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("run", "first", name="pk_list_marks"),
    )
    op.execute("INSERT INTO list_marks (run, first, marks) SELECT 0, first, marks FROM list_marks_before")
    op.drop_table("list_marks_before")
    op.rename_table("frame_blocks", "frame_blocks_before")
    op.create_table(
        "frame_blocks",
        sa.Column("frame", sa.Integer, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("refs", sa.String, nullable=False),
        sa.Column("cases", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("frame", "first", name="pk_frame_blocks"),
    )
    _fill_blocks(op.get_bind())
    op.drop_table("frame_blocks_before")


def _fill_blocks(connection: sa.Connection) -> None:
    places = connection.exec_driver_sql("SELECT frame, first FROM frame_blocks_before ORDER BY 1, 2").all()
    for place in places:
        length, refs, cases = connection.exec_driver_sql(
            "SELECT length, refs, cases FROM frame_blocks_before WHERE frame = ? AND first = ?", tuple(place)
        ).one()
        columns = {name: _column(column) for name, column in json.loads(cases).items()}
        connection.exec_driver_sql(
            "INSERT INTO frame_blocks (frame, first, length, refs, cases) VALUES (?, ?, ?, ?, ?)",
            (*place, length, refs, msgspec.msgpack.encode(columns)),
        )


def _column(column: dict[str, Any]) -> dict[str, Any]:
    """Return a column with its codes as bytes: one for each code, two where there are many values."""
    codes = column.get("c")
    if codes is None:
        return {"v": column["v"]}
    if len(column["v"]) <= _BYTE:
        return {"v": column["v"], "c": bytes(codes)}
    wide = array("H", codes)
    if sys.byteorder == "big":
        wide.byteswap()
    return {"v": column["v"], "c": wide.tobytes()}
