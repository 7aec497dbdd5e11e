"""What a redacted copy says instead of cases, people and places.

Cases are numbered in drawn order. Whatever could lead back to a case or a person is left out, not
covered: tickets and the seed (with both, a ticket can be worked out for every reference that somebody
guesses), references, practitioners, file locations, offices and teams, readers and authors, times of
answers, reasons given for answers, concerns in words, evidence that is not in the letter. In texts that
stay, references become numbers, and names, practitioners and locations are blotted out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cafaudit.domain.picture import Picture

LEFT_OUT: Final = "[left out]"
"""Stands where a redacted copy leaves something out."""

_NEVER: Final = re.compile(r"(?!)")
_SHORTEST: Final = 2
_SHORTEST_NUMBER: Final = 5


class Redaction:
    """Knows what must not leave, and what stands in its place."""

    def __init__(self, picture: Picture) -> None:
        """Number the cases and gather what is to be blotted out of texts."""
        self.numbers: Mapping[str, str] = numbered_cases(picture)
        self._instead = {_key(ref): number for ref, number in self.numbers.items()}
        self._secrets = _pattern([*self.numbers, *_other_secrets(picture)])

    def text(self, text: str) -> str:
        """Return a text with references as numbers and other secrets blotted out."""
        return self._secrets.sub(lambda found: self._instead.get(_key(found[0]), LEFT_OUT), text)

    def without_cases(self, text: str) -> str:
        """Return a text with references and other secrets blotted out alike."""
        return self._secrets.sub(LEFT_OUT, text)


def numbered_cases(picture: Picture) -> dict[str, str]:
    """Return F-001 and so on by reference: the draw in its order, then other files that were read."""
    refs = dict.fromkeys(case.ref for case in picture.sample)
    refs |= dict.fromkeys(reading.case for reading in picture.readings)
    refs |= dict.fromkeys(item.case for item in picture.evidence if item.case)
    refs |= dict.fromkeys(concern.case for concern in picture.concerns if concern.case)
    return {ref: f"F-{number:03d}" for number, ref in enumerate(refs, start=1)}


def _other_secrets(picture: Picture) -> Iterable[str]:
    for case in picture.sample:
        yield case.practitioner
        yield case.file_location
        yield case.ticket
    for person in picture.people:
        yield person.name
    for inspector in picture.inspectors:
        yield inspector.name
    for draw in picture.draws:
        yield draw.seed


def _pattern(secrets: Iterable[str]) -> re.Pattern[str]:
    parts = {r"\s+".join(re.escape(word) for word in secret.split()) for secret in secrets if _tells(secret)}
    if not parts:
        return _NEVER
    longest_first = sorted(parts, key=lambda part: (-len(part), part))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def _tells(secret: str) -> bool:
    """Say whether a secret can be told from an ordinary letter or count where it stands in a text."""
    bare = "".join(secret.split())
    return len(bare) >= (_SHORTEST_NUMBER if bare.isdigit() else _SHORTEST)


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
