"""Which system parts are missing, and the commands that bring them."""

import sys
from pathlib import Path

import pytest

from installer import libraries
from installer.libraries import QT, Part

EGL = Part("libEGL.so.1", "libegl1")
ICONS = Part("libxcb-icccm.so.4", "libxcb-icccm4")
SCREEN = Part("Xvfb", "xvfb", "program")


@pytest.fixture
def _on_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.mark.usefixtures("_on_linux")
def test_parts_that_cannot_be_loaded_are_missing_in_the_order_given() -> None:
    assert libraries.missing((EGL, SCREEN, ICONS), lambda part: part is SCREEN) == [EGL, ICONS]


def test_other_systems_bring_everything_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert libraries.missing(QT, lambda _: False) == []


@pytest.mark.skipif(sys.platform != "linux", reason="sonames are Linux names")
def test_a_library_is_present_when_it_loads() -> None:
    assert libraries.is_present(Part("libc.so.6", "libc6"))
    assert not libraries.is_present(Part("libcafaudit-none.so.9", "none"))


def test_a_program_is_present_when_the_shell_would_find_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / ("witness.exe" if sys.platform == "win32" else "witness")
    program.write_text("", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert libraries.is_present(Part("witness", "witness", "program"))
    assert not libraries.is_present(Part("other", "other", "program"))


def test_any_outline_font_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "FONT_FOLDERS", (tmp_path, tmp_path / "none"))
    font = Part("a font", "fonts", "font")
    assert not libraries.is_present(font)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/Plain.otf").write_bytes(b"")
    assert libraries.is_present(font)


def test_a_package_that_brings_two_parts_is_named_once() -> None:
    assert libraries.packages_of((EGL, Part("libEGL_two.so", "libegl1"), ICONS)) == [
        "libegl1",
        "libxcb-icccm4",
    ]


def test_root_needs_nothing_before_its_commands_and_sudo_is_never_asked_for_a_password() -> None:
    assert libraries.privilege(lambda: False, is_root=True) == ()
    assert libraries.privilege(lambda: True, is_root=False) == ("sudo", "-n")
    assert libraries.privilege(lambda: False, is_root=False) is None


def test_lists_are_fetched_first_where_there_are_none(tmp_path: Path) -> None:
    assert libraries.lists_are_empty(tmp_path / "none")
    (tmp_path / "partial").mkdir()
    (tmp_path / "lock").write_bytes(b"")
    assert libraries.lists_are_empty(tmp_path)
    (tmp_path / "deb.example_main_binary-amd64_Packages.lz4").write_bytes(b"")
    assert not libraries.lists_are_empty(tmp_path)
    update, install = libraries.apt_commands(["libegl1"], ("sudo", "-n"), update_first=True)
    assert update == ("sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "update")
    assert install[:4] == update[:4]
    assert install[-1] == "libegl1"


def test_packages_are_installed_without_questions_and_without_extras() -> None:
    (install,) = libraries.apt_commands(["libegl1", "xvfb"], (), update_first=False)
    assert "--yes" in install
    assert "--no-install-recommends" in install
    assert install[-2:] == ("libegl1", "xvfb")


def test_who_may_not_install_gets_the_one_line_to_run() -> None:
    advice = libraries.advice([EGL, ICONS], has_apt=True)
    assert (
        "sudo apt-get update && sudo apt-get install --no-install-recommends libegl1 libxcb-icccm4" in advice
    )
    assert "apt-get" not in libraries.advice([EGL], has_apt=False)
