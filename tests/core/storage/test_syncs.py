"""How often a save waits for the disk, counted by the system and not by us."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

ROOT = Path(__file__).parents[3]

SAVES = """
import os, pathlib, secrets, sys
from cafaudit.storage.encrypted_file import connect, fold_log, log_bytes
path = pathlib.Path(sys.argv[1])
connection = connect(path, secrets.token_bytes(32), create=True)
connection.execute("CREATE TABLE note (text TEXT)")
def save(name):
    os.write(2, f"MARK {name}\\n".encode())
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO note VALUES ('a')")
    connection.execute("COMMIT")
save("before")
save("before")
grown = log_bytes(path)
os.write(2, b"MARK folding\\n")
fold_log(connection)
assert connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1] == 1
save("after")
save("after")
assert log_bytes(path) == grown
os.write(2, b"MARK end\\n")
os._exit(0)
"""


def tracing_is_allowed() -> bool:
    tracer = which("strace")
    if tracer is None:
        return False
    tried = subprocess.run([tracer, "-qq", "-o", os.devnull, "true"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.mark.skipif(not tracing_is_allowed(), reason="strace is missing or may not trace here")
def test_a_save_waits_for_the_disk_once_and_unlinks_nothing_also_after_the_log_was_folded(
    tmp_path: Path,
) -> None:
    calls = "trace=fsync,fdatasync,unlink,unlinkat,write"
    subprocess.run(
        [
            "strace",
            "-f",
            "-e",
            calls,
            "-o",
            str(tmp_path / "log"),
            sys.executable,
            "-c",
            SAVES,
            str(tmp_path / "v"),
        ],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    parts = (tmp_path / "log").read_text().split('"MARK ')[1:]
    assert [part.split("\\n")[0] for part in parts] == ["before"] * 2 + ["folding"] + ["after"] * 2 + ["end"]
    saves = [part for part in parts if part.startswith(("before", "after"))]
    assert [part.count("sync(") for part in saves] == [1, 1, 1, 1]
    assert all("unlink" not in part for part in saves)
