"""What all tests share: Qt without a screen, hypothesis profiles, and a header that says how they run."""

import os
import sys

import hypothesis
import pytest

os.environ["QT_QPA_PLATFORM"] = os.environ.get("CAFAUDIT_TEST_PLATFORM", "offscreen")
"""Set before any test can load Qt; `bootstrap.py test --xvfb` asks for a real window system instead."""

hypothesis.settings.register_profile("dev", max_examples=60, deadline=None)
hypothesis.settings.register_profile(
    "ci", max_examples=60, deadline=None, derandomize=True, database=None, print_blob=True
)
hypothesis.settings.register_profile("long", max_examples=2_000, deadline=None, print_blob=True)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
hypothesis.settings.load_profile(PROFILE)


def pytest_report_header() -> list[str]:
    """Say what a failure may depend on."""
    hashing = os.environ.get("PYTHONHASHSEED", "random")
    return [
        f"cafaudit: Python {sys.version.split()[0]}, Qt on {os.environ['QT_QPA_PLATFORM']}, "
        f"hypothesis profile {PROFILE}, string hashing {hashing}"
    ]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give tests marked `long` and `speed` the time that they need."""
    del config
    for item in items:
        if "timeout" not in item.keywords and {"long", "speed"} & set(item.keywords):
            item.add_marker(pytest.mark.timeout(1_800))
