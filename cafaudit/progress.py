"""How long work tells how far it is, and how it is stopped.

A job is a plain function that calls `progress.step(done, total)` in its loop and knows nothing of
who is watching.
"""

from typing import Final, Protocol


class Cancelled(Exception):
    """A person asked for the work to stop. Not an error: nothing went wrong and nothing was changed."""


class Progress(Protocol):
    """Whoever watches a long piece of work."""

    def step(self, done: int, total: int) -> None:
        """Say that `done` of `total` parts are finished; a total of 0 means that it is not known yet.

        Raises:
            Cancelled: A stop was asked for; the work lets it pass and leaves no trace.
        """


class _Unwatched:
    """Nobody watches, nobody stops."""

    def step(self, done: int, total: int) -> None:
        """Do nothing."""


NO_PROGRESS: Final[Progress] = _Unwatched()
"""For callers that neither show progress nor stop."""
