"""Finds writes that were acknowledged and are gone because the write-ahead log was damaged.

After a crash SQLite reads the log from its start and takes the first frame that does not hold for the end.
That is right for a write that was cut short, and silent when an older frame was damaged: what was committed
behind it would be left out without a word. Each commit waits for the disk before the next one begins. So a
write that was cut short leaves at most one commit behind the end; two or more mean that acknowledged ones are
lost.

Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log (SQLCipher encrypts the pages and leaves
the heads of file and frames as they are).
"""

import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from cafaudit.storage.encrypted_file import PAGE_BYTES, connect, damage_as_refusal

_LOG_HEAD = struct.Struct(">I12x8s8s")  # magic, -, salts, checksum
_FRAME_HEAD = struct.Struct(">4xI8s8x")  # -, size of the file after a commit (else 0), salts, -
_SUMMED = 24  # bytes of the log's head that its checksum covers
_BIG_ENDIAN_MAGIC = 0x377F0683


def lost_commits(path: Path, key: bytes) -> int:
    """How many commits stand in the log behind the place where SQLite stops reading it; below 2 is sound.

    To be called while holding the visit's lock and before anything else opens the file, because the next
    write begins to overwrite what is left of them. Nothing is changed here.

    Raises:
        InputRefused, IntegrityFailure: As `connect`.
    """
    commits = _commit_frames(path.with_name(path.name + "-wal"))
    if not commits:
        return 0
    with closing(connect(path, key, read_only=True)) as connection, damage_as_refusal(path):
        read = int(connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1])
    return sum(1 for frame in commits if frame > read)


def _commit_frames(log: Path) -> tuple[int, ...]:
    """The numbers, from 1, of the frames that end a commit in the present run of the log.

    Frames of an earlier run, already in the file, carry other salts. A head that is damaged cannot say which
    salts are the present ones; the first frame can.
    """
    if not log.is_file():
        return ()
    with log.open("rb") as stream:
        head = stream.read(_LOG_HEAD.size)
        frames = tuple(_frames(stream))
    if not frames or len(head) < _LOG_HEAD.size:
        return ()
    magic, head_salts, checksum = _LOG_HEAD.unpack(head)
    present = head_salts if _sum(head[:_SUMMED], magic) == checksum else frames[0][1]
    return tuple(number for number, (size, salts) in enumerate(frames, start=1) if size and salts == present)


def _frames(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    while len(head := stream.read(_FRAME_HEAD.size)) == _FRAME_HEAD.size:
        yield _FRAME_HEAD.unpack(head)
        stream.seek(PAGE_BYTES, 1)


def _sum(data: bytes, magic: int) -> bytes:
    order = ">" if magic == _BIG_ENDIAN_MAGIC else "<"
    first = second = 0
    for one, other in struct.iter_unpack(f"{order}II", data):
        first = first + one + second & 0xFFFFFFFF
        second = second + other + first & 0xFFFFFFFF
    return struct.pack(">II", first, second)
