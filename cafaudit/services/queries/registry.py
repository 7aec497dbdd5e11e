"""Queries by name: each a function of a visit and of arguments that scripts give as texts."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from cafaudit.services.visit import Visit

_Asked = TypeVar("_Asked", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Query:
    """One question: its name, what it tells, its arguments with whether each must be given."""

    name: str
    about: str
    arguments: dict[str, bool]
    function: Callable[..., Any]


_QUERIES: dict[str, Query] = {}


def query(name: str) -> Callable[[_Asked], _Asked]:
    """Register the function below as a query. Its arguments after the visit are texts by keyword."""

    def register(function: _Asked) -> _Asked:
        parameters = list(inspect.signature(function).parameters.values())[1:]
        arguments = {p.name: p.default is inspect.Parameter.empty for p in parameters}
        about = (function.__doc__ or "").strip().partition("\n")[0]
        _QUERIES[name] = Query(name, about, arguments, function)
        return function

    return register


def queries() -> tuple[Query, ...]:
    """Return every query, sorted by name."""
    _load_all()
    return tuple(_QUERIES[name] for name in sorted(_QUERIES))


def ask(visit: Visit, name: str, **given: str) -> Any:  # noqa: ANN401 - plain JSON of any shape
    """Answer a question with plain JSON values.

    Raises:
        InputRefused: no such query, or an argument is unknown or missing.
    """
    if name not in _QUERIES:
        _load_all()
    if name not in _QUERIES:
        raise InputRefused(f"There is no query “{name}”.", "`cafaudit query --list` lists them.")
    found = _QUERIES[name]
    unknown = sorted(set(given) - set(found.arguments))
    missing = sorted(n for n, required in found.arguments.items() if required and n not in given)
    if unknown or missing:
        said = f"does not know “{unknown[0]}”" if unknown else f"needs “{missing[0]}”"
        raise InputRefused(
            f"The query {name} {said}.",
            f"Its arguments are: {', '.join(found.arguments) or 'none'}. Give them as --arg NAME=VALUE.",
        )
    return msgspec.to_builtins(found.function(visit, **given), str_keys=True)


def _load_all() -> None:
    from cafaudit.services.queries import every as _every  # noqa: F401, PLC0415 - they register themselves here
