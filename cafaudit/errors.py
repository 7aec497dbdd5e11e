"""The errors that a person can cause or cure, and what the program's exit status says about them.

Anything that is not one of these is a fault of ours and ends the command line with status 1.
"""

from typing import ClassVar


class CafAuditError(Exception):
    """A refusal in plain words: what happened, and what to do now.

    Attributes:
        message: What happened, one sentence.
        advice: What the person can do about it, one or two sentences.
        exit_status: The status with which the command line ends.
    """

    exit_status: ClassVar[int] = 3

    def __init__(self, message: str, advice: str) -> None:
        """Keep both sentences apart, so that a screen can set them differently."""
        super().__init__(message, advice)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        """Both sentences on one line."""
        return f"{self.message} {self.advice}"


class UsageError(CafAuditError):
    """The command line was given something that it does not offer."""

    exit_status = 2


class InputRefused(CafAuditError):
    """A file, a value or a command was refused; nothing has changed."""

    exit_status = 3


class WrongPassphrase(CafAuditError):
    """The passphrase, recovery code or key does not open what was asked for."""

    exit_status = 4


class NotAMember(CafAuditError):
    """The person is not a member of the visit, or was not addressed by the pack."""

    exit_status = 4


class IntegrityFailure(CafAuditError):
    """Stored or received data is damaged or was changed; it is kept as it is and not used."""

    exit_status = 5


class InUse(CafAuditError):
    """Another program holds the visit or the profile open."""

    exit_status = 6
