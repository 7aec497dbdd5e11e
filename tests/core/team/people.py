"""Made-up people for the tests of the team."""

import secrets

from cafaudit.team.age_keys import new_identity, recipient_of
from cafaudit.team.identity import Identity


def person(name: str = "Reader One", code: str = "R1") -> Identity:
    """Somebody with new keys."""
    return Identity(
        name=name,
        code=code,
        signing_secret=secrets.token_bytes(32),
        receiving_secret=new_identity(),
        recovery_recipient=recipient_of(new_identity()),
    )
