"""A process that is killed while it writes the profile leaves one that opens."""

import random
import subprocess
import sys
import time
from pathlib import Path

from cafaudit.errors import WrongPassphrase
from cafaudit.team.identity import Identity
from cafaudit.team.profile import create_profile, open_profile, open_with_recovery_code
from cafaudit.team.sealed_box import KdfCost

ROOT = Path(__file__).parents[3]
CHEAP = KdfCost(memory_kib=32, passes=1, lanes=1)
ROUNDS = 6
CHANGES = """
import itertools, pathlib, sys
from cafaudit.team.profile import change_passphrase
from cafaudit.team.sealed_box import KdfCost
folder, now, then = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
print("begun", flush=True)
for _ in itertools.count():
    change_passphrase(folder, now, then, cost=KdfCost(memory_kib=32, passes=1, lanes=1))
    now, then = then, now
"""


def opened_by_either(folder: Path, one: str, other: str) -> tuple[Identity, str, str]:
    try:
        return open_profile(folder, one), one, other
    except WrongPassphrase:
        return open_profile(folder, other), other, one


def test_a_profile_survives_kills_in_the_midst_of_writing(tmp_path: Path) -> None:
    now, then = "first one", "second one"
    _, code = create_profile(tmp_path, "Reader One", "R1", now, cost=CHEAP)
    identity = open_profile(tmp_path, now)
    moments = random.Random(7)
    for _ in range(ROUNDS):
        with subprocess.Popen(
            [sys.executable, "-c", CHANGES, str(tmp_path), now, then], stdout=subprocess.PIPE, cwd=ROOT
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"begun\n"
            time.sleep(moments.uniform(0.005, 0.05))
            assert writer.poll() is None, "it was still writing when it was killed"
            writer.kill()
        opened, now, then = opened_by_either(tmp_path, now, then)
        assert opened == identity == open_with_recovery_code(tmp_path, code)
