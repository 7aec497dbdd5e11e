"""One command for everything: `python3 installer/bootstrap.py example|test|run|setup|lint`.

This file is kept plain enough for a very old Python to read, so that it can say which one is needed
instead of failing on a line that it does not understand. The work is in `installer.plan`.
"""

import sys
from os.path import abspath, dirname

OLDEST = (3, 11)
NEWEST = (3, 13)
REFUSED = 3


def refusal(version):  # type: (tuple[int, ...]) -> str  # noqa: ANN001, ANN201 - see above
    """What to tell the owner of a Python that cannot run CafAudit; empty when it can."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return ""
    found = ".".join(str(part) for part in version[:3])
    return (
        "CafAudit needs Python 3.11, 3.12 or 3.13; this is Python " + found + ". "
        "Install one of these and start the same command with it, for example: "
        "python3.11 installer/bootstrap.py example"
    )


if __name__ == "__main__":
    sentence = refusal(tuple(sys.version_info[:3]))
    if sentence:
        sys.stderr.write(sentence + "\n")
        sys.exit(REFUSED)
    sys.path[0] = dirname(dirname(abspath(__file__)))  # noqa: PTH100, PTH120 - see above
    from installer.plan import main

    sys.exit(main(sys.argv[1:]))
