"""A process that reads PDFs and nothing else: what a hostile file takes from it, the program keeps.

`python -m adapters.documents.pdf_worker` takes PDFs on its input and answers in JSON on its output,
each behind its length; `pdf_apart` is the other end.
"""

import resource
import struct
import sys
from typing import BinaryIO

import orjson

from adapters.documents.limits import MAX_MEMORY
from adapters.documents.pdf_file import read

LENGTH = struct.Struct(">Q")


def serve(asked: BinaryIO, answered: BinaryIO) -> None:
    """Until the input ends."""
    while head := asked.read(LENGTH.size):
        body = asked.read(LENGTH.unpack(head)[0])
        answer = orjson.dumps(read(body))
        answered.write(LENGTH.pack(len(answer)) + answer)
        answered.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer)
