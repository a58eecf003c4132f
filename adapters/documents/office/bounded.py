"""`python -m adapters.documents.office.bounded BYTES SECONDS COMMAND …` runs a program that cannot take more.

A program of others is begun so: the limits hold before it sees the file, and for all that it starts.
"""

import os
import resource
import sys

MAX_WRITTEN = 200_000_000


def main(memory: str, seconds: str, *command: str) -> None:
    """Never returns: this process becomes the program."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory),) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds),) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_WRITTEN,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execvp(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main(*sys.argv[1:])
