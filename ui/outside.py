"""Who works here, and what the program meets outside. As light to import as `ui.app`, for the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.profiles import usual_folder

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.team.identity import Identity
    from cafaudit.team.sealed_box import KdfCost
    from ui.ask_files import FileAsking
    from ui.printing import Printing


class Person:
    """Who works here: their keys, and the folder of their profile. `usual` is where their visits lie."""

    def __init__(self, identity: Identity, profile: Path, usual: Path | None = None) -> None:
        self.identity = identity
        self.profile = profile
        self.usual = usual


class Surroundings:
    """What the program meets outside: where profiles and visits lie, dialogs, printers.

    None stands for the system's own place; tests pass others. `cost` is that of a new profile's passphrase.
    """

    def __init__(
        self,
        *,
        profile: Path | None = None,
        visits: Path | None = None,
        files: FileAsking | None = None,
        printing: Printing | None = None,
        cost: KdfCost | None = None,
    ) -> None:
        self.profile = profile or usual_folder()
        self.visits = visits
        self.cost = cost
        self._files = files
        self._printing = printing

    @property
    def files(self) -> FileAsking:
        """Whom to ask for files."""
        if self._files is None:
            from ui.ask_files import FileDialogs

            self._files = FileDialogs()
        return self._files

    @property
    def printing(self) -> Printing:
        """Who prints."""
        if self._printing is None:
            from ui.printing import Printer

            self._printing = Printer()
        return self._printing
