"""The whole example, with passphrases as costly as anybody's, in the time that was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.services.example import make_example

if TYPE_CHECKING:
    from pathlib import Path

PROMISED_SECONDS = 15


@pytest.mark.speed
def test_the_whole_example_takes_less_than_fifteen_seconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    made = make_example(tmp_path / "example", said.append)

    with capsys.disabled():
        print("", *said, f"together {made.seconds} s", sep="\n")  # noqa: T201 - the measurement
    assert made.seconds < PROMISED_SECONDS
