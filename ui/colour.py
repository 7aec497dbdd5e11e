"""Arithmetic on colours: CIELAB for steps that look even, WCAG 2 for contrast.

Formulas: CIE 15:2004 with the D65 white point, sRGB as in IEC 61966-2-1, WCAG 2.2 "contrast ratio".
"""

from __future__ import annotations

from PySide6.QtGui import QColor

Lab = tuple[float, float, float]

_WHITE = (0.95047, 1.0, 1.08883)
_LINEAR_BELOW = 0.04045
_LINEAR_BELOW_BACK = 0.0031308
_EPSILON = 216 / 24389
_KAPPA = 24389 / 27


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """Return the colour between two, `share` (0 to 1) of the way from the first, even in CIELAB."""
    one, two = to_lab(first), to_lab(second)
    lightness, green_red, blue_yellow = (a + (b - a) * share for a, b in zip(one, two, strict=True))
    return from_lab((lightness, green_red, blue_yellow))


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two opaque colours, from 1 (equal) to 21 (black on white)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def to_lab(colour: QColor) -> Lab:
    """Return lightness (0 to 100), green-red and blue-yellow of an sRGB colour."""
    red, green, blue = (_linear(part) for part in _channels(colour))
    x = 0.4124564 * red + 0.3575761 * green + 0.1804375 * blue
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = 0.0193339 * red + 0.1191920 * green + 0.9503041 * blue
    fx, fy, fz = (_lab_step(part / white) for part, white in zip((x, y, z), _WHITE, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def from_lab(lab: Lab) -> QColor:
    """Return the sRGB colour nearest to a CIELAB value; what lies outside sRGB is cut at its edge."""
    fy = (lab[0] + 16) / 116
    steps = (fy + lab[1] / 500, fy, fy - lab[2] / 200)
    x, y, z = (_lab_step_back(step) * white for step, white in zip(steps, _WHITE, strict=True))
    red = 3.2404542 * x - 1.5371385 * y - 0.4985314 * z
    green = -0.9692660 * x + 1.8760108 * y + 0.0415560 * z
    blue = 0.0556434 * x - 0.2040259 * y + 1.0572252 * z
    return QColor.fromRgbF(_gamma(red), _gamma(green), _gamma(blue))


def _channels(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_BELOW else float(((part + 0.055) / 1.055) ** 2.4)


def _gamma(part: float) -> float:
    inside = min(max(part, 0.0), 1.0)
    return 12.92 * inside if inside <= _LINEAR_BELOW_BACK else float(1.055 * inside ** (1 / 2.4) - 0.055)


def _lab_step(share: float) -> float:
    return float(share ** (1 / 3)) if share > _EPSILON else (_KAPPA * share + 16) / 116


def _lab_step_back(step: float) -> float:
    cube = step**3
    return cube if cube > _EPSILON else (116 * step - 16) / _KAPPA
