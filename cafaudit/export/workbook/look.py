"""The look's colours and sizes, as the workbook uses them: the light palette on paper."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from cafaudit import assets

if TYPE_CHECKING:
    from cafaudit.domain.framework import Framework

Lab = tuple[float, float, float]

_WHITE: Final = (0.95047, 1.0, 1.08883)
_EPSILON = 216 / 24389
_KAPPA = 24389 / 27
_LINEAR_BELOW = 0.04045
_LINEAR_BELOW_BACK = 0.0031308


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours of a mark as six hex digits: its fill, the text on it, and text in its colour on white."""

    fill: str
    text: str
    ink: str


@dataclass(frozen=True, slots=True)
class Look:
    """The tokens that the workbook needs."""

    colours: Mapping[str, str]
    rungs: tuple[Paint, ...]
    small: float
    body: float
    title: float

    def colour(self, role: str) -> str:
        """Return the colour of a role such as "text_quiet" as six hex digits."""
        return self.colours[role]

    def grade(self, rung: int, lowest: int) -> Paint:
        """Return the paint of a rung, 1 the best.

        Where a framework has more rungs than the look has colours, the colours are stretched over them,
        evenly in CIELAB (CIE 15:2004, D65), as in the window.

        Args:
            rung: The place that the framework gives the grade.
            lowest: The lowest place that the framework uses.
        """
        last = len(self.rungs)
        if lowest <= last:
            return self.rungs[min(max(rung, 1), last) - 1]
        place = (min(max(rung, 1), lowest) - 1) / (lowest - 1) * (last - 1)
        below = min(int(place), last - 2)
        return _between(self.rungs[below], self.rungs[below + 1], place - below)


@cache
def light_look() -> Look:
    """Read the light palette from the tokens of the look."""
    tokens = tomllib.loads(assets.read_text("look", "tokens.toml"))
    palette: dict[str, Any] = tokens["palette"]["light"]
    grades = palette["grade"]
    rungs = sorted((key for key in grades if key.startswith("rung_")), key=lambda key: int(key[5:]))
    return Look(
        colours={role: _hex(value) for role, value in palette.items() if isinstance(value, str)},
        rungs=tuple(_paint(grades[key]) for key in rungs),
        small=float(tokens["type"]["small_pt"]),
        body=float(tokens["type"]["body_pt"]),
        title=float(tokens["type"]["title_pt"]),
    )


def lowest_rung(framework: Framework) -> int:
    """Return the lowest place that any grade of a framework has, 1 without grades."""
    return max((grade.rung for scale in framework.scales for grade in scale.grades), default=1)


def _paint(entry: Mapping[str, str]) -> Paint:
    return Paint(_hex(entry["fill"]), _hex(entry["text"]), _hex(entry["ink"]))


def _hex(value: str) -> str:
    return value.removeprefix("#").upper()


def _between(first: Paint, second: Paint, share: float) -> Paint:
    fill = _mixed(first.fill, second.fill, share)
    text = max(("FFFFFF", "160F00"), key=lambda colour: _contrast(fill, colour))
    return Paint(fill, text, _mixed(first.ink, second.ink, share))


def _mixed(first: str, second: str, share: float) -> str:
    one, two = _to_lab(first), _to_lab(second)
    lightness, green_red, blue_yellow = (a + (b - a) * share for a, b in zip(one, two, strict=True))
    return _from_lab((lightness, green_red, blue_yellow))


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_lab(colour: str) -> Lab:
    red, green, blue = _linear(colour)
    x = 0.4124564 * red + 0.3575761 * green + 0.1804375 * blue
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = 0.0193339 * red + 0.1191920 * green + 0.9503041 * blue
    fx, fy, fz = (_lab_step(part / white) for part, white in zip((x, y, z), _WHITE, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _from_lab(lab: Lab) -> str:
    fy = (lab[0] + 16) / 116
    steps = (fy + lab[1] / 500, fy, fy - lab[2] / 200)
    x, y, z = (_lab_step_back(step) * white for step, white in zip(steps, _WHITE, strict=True))
    red = 3.2404542 * x - 1.5371385 * y - 0.4985314 * z
    green = -0.9692660 * x + 1.8760108 * y + 0.0415560 * z
    blue = 0.0556434 * x - 0.2040259 * y + 1.0572252 * z
    return "".join(f"{round(255 * _gamma(part)):02X}" for part in (red, green, blue))


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return _to_linear(red), _to_linear(green), _to_linear(blue)


def _to_linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_BELOW else float(((part + 0.055) / 1.055) ** 2.4)


def _gamma(part: float) -> float:
    inside = min(max(part, 0.0), 1.0)
    return 12.92 * inside if inside <= _LINEAR_BELOW_BACK else float(1.055 * inside ** (1 / 2.4) - 0.055)


def _lab_step(share: float) -> float:
    return float(share ** (1 / 3)) if share > _EPSILON else (_KAPPA * share + 16) / 116


def _lab_step_back(step: float) -> float:
    cube = step**3
    return cube if cube > _EPSILON else (116 * step - 16) / _KAPPA
