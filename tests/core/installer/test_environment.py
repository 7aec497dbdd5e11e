"""When the environment is made, filled or left alone, and how pip is called for it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from installer import environment
from installer.environment import Layout, Stamp

PINS = (
    "lxml==6.1.3 \\\n    --hash=sha256:00\nmako==1.4.3 ; sys_platform != 'win32' \\\n    --hash=sha256:11\n"
)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A project with three requirement files and nothing set up."""
    folder = tmp_path / "project"
    (folder / "requirements").mkdir(parents=True)
    for layer in environment.LAYERS:
        (folder / f"requirements/{layer}.txt").write_text(f"# {layer}\n{PINS}", encoding="utf-8")
    return Layout(folder)


def made(layout: Layout, version: str = environment.own_python()) -> None:
    """Put down what a finished environment looks like."""
    layout.scripts.mkdir(parents=True)
    layout.python.write_text("", encoding="utf-8")
    (layout.venv / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}.4\n", encoding="utf-8")


def test_nothing_is_installed_before_the_first_set_up(layout: Layout) -> None:
    assert environment.read_stamp(layout.stamp) is None
    assert environment.layers_to_install(("runtime", "test"), layout, None) == ["runtime", "test"]


def test_after_a_set_up_only_other_layers_are_left_to_install(layout: Layout) -> None:
    made(layout)
    environment.write_stamp(layout.stamp, environment.stamp_after(layout, None, ["runtime"]))
    stamp = environment.read_stamp(layout.stamp)
    assert environment.layers_to_install(("runtime",), layout, stamp) == []
    assert environment.layers_to_install(("runtime", "lint"), layout, stamp) == ["lint"]


def test_a_changed_requirement_file_is_installed_again(layout: Layout) -> None:
    stamp = environment.stamp_after(layout, None, ["runtime", "test"])
    layout.requirements("test").write_text(PINS.replace("6.1.3", "6.1.4"), encoding="utf-8")
    assert environment.layers_to_install(("runtime", "test"), layout, stamp) == ["test"]


def test_the_line_ends_of_a_checkout_do_not_count_as_a_change(layout: Layout) -> None:
    stamp = environment.stamp_after(layout, None, ["runtime"])
    file = layout.requirements("runtime")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert environment.layers_to_install(("runtime",), layout, stamp) == []


def test_a_second_layer_keeps_the_first_in_the_stamp(layout: Layout) -> None:
    first = environment.stamp_after(layout, None, ["runtime"])
    assert set(environment.stamp_after(layout, first, ["lint"]).layers) == {"runtime", "lint"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"python": "3.11"}', '{"surprise": 1}', "null"])
def test_a_stamp_that_cannot_be_read_counts_as_none(layout: Layout, text: str) -> None:
    made(layout)
    layout.stamp.write_text(text, encoding="utf-8")
    assert environment.read_stamp(layout.stamp) is None


def test_a_stamp_is_plain_json(layout: Layout) -> None:
    made(layout)
    environment.write_stamp(layout.stamp, Stamp("3.11", "/p", {"runtime": "ab"}))
    assert json.loads(layout.stamp.read_text(encoding="utf-8"))["layers"] == {"runtime": "ab"}
    assert not layout.stamp.with_suffix(".new").exists()


def test_an_environment_is_fit_when_it_was_made_here_by_this_python(layout: Layout) -> None:
    assert environment.unfit(layout, None) == ""
    made(layout)
    assert environment.unfit(layout, None) == ""
    assert environment.unfit(layout, environment.stamp_after(layout, None, ["runtime"])) == ""


def test_an_environment_of_another_python_is_made_anew(layout: Layout) -> None:
    made(layout, version="3.9")
    assert "another Python" in environment.unfit(layout, None)


def test_an_environment_whose_python_is_gone_is_made_anew(layout: Layout) -> None:
    made(layout)
    layout.python.unlink()
    assert "gone" in environment.unfit(layout, None)


def test_an_environment_that_was_moved_is_made_anew(layout: Layout) -> None:
    made(layout)
    assert "moved" in environment.unfit(layout, Stamp(environment.own_python(), "/elsewhere", {}))


def test_a_new_pip_is_pointed_at_the_environment(layout: Layout) -> None:
    command = environment.pip_command(layout, (23, 0), Path("/usr/lib/pip"), has_ensurepip=False)
    assert command == [sys.executable, "-m", "pip", "--python", str(layout.python)]


def test_a_pip_too_old_for_that_is_run_by_the_environments_own_python(layout: Layout) -> None:
    command = environment.pip_command(layout, (22, 2), Path("/usr/lib/pip"), has_ensurepip=True)
    assert command == [str(layout.python), str(Path("/usr/lib/pip"))]


def test_without_pip_python_brings_its_own_where_it_has_one(layout: Layout) -> None:
    command = environment.pip_command(layout, None, None, has_ensurepip=True)
    assert command == [str(layout.python), "-m", "pip"]
    assert environment.pip_command(layout, None, None, has_ensurepip=False) is None


@pytest.mark.parametrize(
    ("printed", "version"),
    [("pip 23.0.1 from /x (python 3.11)", (23, 0)), ("pip 9.0", (9, 0)), ("", None), ("No module", None)],
)
def test_the_version_of_pip_is_read_from_what_it_says(printed: str, version: tuple[int, int] | None) -> None:
    assert environment.pip_version(printed) == version


def test_every_hash_is_checked_and_nothing_is_built(layout: Layout) -> None:
    arguments = environment.install_arguments(layout, ["runtime", "test"])
    assert "--require-hashes" in arguments
    assert arguments[arguments.index("--only-binary") + 1] == ":all:"
    assert arguments[-4:] == [
        "-r", str(layout.requirements("runtime")), "-r", str(layout.requirements("test")),
    ]  # fmt: skip


def test_progress_counts_packages_once_over_all_files(layout: Layout) -> None:
    assert environment.packages_in([layout.requirements(layer) for layer in environment.LAYERS]) == 2
    noted: list[str] = []
    on_line = environment.pip_follower(2, noted.append)
    on_line("Collecting lxml==6.1.3 (from -r requirements/runtime.txt (line 1))")
    on_line("  Downloading lxml-6.1.3.whl (5 MB)")
    on_line("Requirement already satisfied: mako==1.4.3 in /x (1.4.3)")
    on_line("Installing collected packages: lxml")
    assert noted == ["package 1 of 2: lxml", "package 2 of 2: mako", "unpacking"]


def test_the_launcher_survives_blanks_and_quotes_in_the_folders_name(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "it's my audit")
    text = environment.launcher(layout, windows=False)
    if sys.platform == "win32":
        assert text.startswith("#!")
        return
    layout.scripts.mkdir(parents=True)
    layout.python.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    layout.python.chmod(0o755)
    program = tmp_path / "cafaudit"
    program.write_text(text, encoding="utf-8")
    program.chmod(0o755)
    done = subprocess.run([str(program), "query", "a b"], capture_output=True, text=True, check=True)
    assert done.stdout == "-P -m ui query a b\n"


def test_the_project_is_importable_and_has_its_program_after_a_set_up(layout: Layout) -> None:
    layout.site_packages.mkdir(parents=True)
    layout.scripts.mkdir(parents=True, exist_ok=True)
    environment.put_on_path(layout)
    assert (layout.site_packages / "cafaudit-project.pth").read_text(encoding="locale").strip() == str(
        layout.root
    )
    assert any(file.stem == "cafaudit" for file in layout.scripts.iterdir())


def test_an_environment_is_made_without_pip_and_emptied_only_when_unfit(layout: Layout) -> None:
    assert environment.venv_command(layout, anew=False)[-2:] == ["--without-pip", str(layout.venv)]
    assert "--clear" in environment.venv_command(layout, anew=True)
