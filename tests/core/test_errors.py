"""The errors that a person can cause or cure."""

import pytest

from cafaudit import errors


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.UsageError, 2),
        (errors.InputRefused, 3),
        (errors.WrongPassphrase, 4),
        (errors.NotAMember, 4),
        (errors.IntegrityFailure, 5),
        (errors.InUse, 6),
    ],
)
def test_each_error_ends_the_command_line_with_its_documented_status(
    kind: type[errors.CafAuditError], status: int
) -> None:
    assert kind.exit_status == status


def test_an_error_says_what_happened_and_then_what_to_do() -> None:
    error = errors.InUse("The visit is open on this machine.", "Close it there and try again.")
    assert error.message == "The visit is open on this machine."
    assert error.advice == "Close it there and try again."
    assert str(error) == "The visit is open on this machine. Close it there and try again."
