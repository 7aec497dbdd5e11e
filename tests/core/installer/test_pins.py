"""The requirement files: exact, complete with hashes, and free of addresses."""

import re
import tomllib
from pathlib import Path

import pytest

from installer.environment import LAYERS, Layout

ROOT = Path(__file__).parents[3]
PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)==([^ ;]+)( ;[^\\]+)? \\$")


def pins(layer: str) -> dict[str, str]:
    lines = Layout(ROOT).requirements(layer).read_text(encoding="utf-8").splitlines()
    return {found[1]: found[2] for found in map(PIN.match, lines) if found}


def plain(requirement: str) -> str:
    """The name in a requirement, as the pinned files write it."""
    found = re.match(r"[A-Za-z0-9_.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


@pytest.mark.parametrize("layer", LAYERS)
def test_every_line_is_a_pin_a_hash_or_a_remark(layer: str) -> None:
    lines = Layout(ROOT).requirements(layer).read_text(encoding="utf-8").splitlines()
    odd = [
        line
        for line in lines
        if line.strip()
        and not PIN.match(line)
        and not re.match(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$", line)
        and not re.match(r"^\s*# ", line)
    ]
    assert odd == []


@pytest.mark.parametrize("layer", LAYERS)
def test_no_address_and_no_option_stands_in_a_requirement_file(layer: str) -> None:
    text = Layout(ROOT).requirements(layer).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", text)


def test_what_the_program_declares_is_pinned() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {plain(name) for name in settings["project"]["dependencies"]} <= set(pins("runtime"))
    for layer in ("test", "lint"):
        assert {plain(name) for name in settings["dependency-groups"][layer]} <= set(pins(layer))


def test_layers_agree_on_every_version_that_they_share() -> None:
    versions: dict[str, set[str]] = {}
    for layer in LAYERS:
        for name, version in pins(layer).items():
            versions.setdefault(name, set()).add(version)
    assert {name for name, found in versions.items() if len(found) > 1} == set()
