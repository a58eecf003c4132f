"""A process that reads one draft and ends. `python -m gateway.check.worker`; `apart` is the other end.

On its input: a line of JSON with `name`, `place` and `ocr` (whether letters of pictures are recognised),
then the bytes of the draft. On its output: JSON with what was read under `told`, or with `code` and `message`
under `refused`. It may write no file, and has bounds of memory and time that the operating system keeps.
"""

import resource
import sys
from typing import Any, BinaryIO

import orjson

MAX_MEMORY = 2_000_000_000  # bytes


def answer(asked: BinaryIO) -> dict[str, Any]:
    """What is to be said about the draft."""
    from adapters.documents.scan.recognition import switch  # noqa: PLC0415 - after the bounds are set
    from adapters.errors import AdapterError  # noqa: PLC0415
    from adapters.pipeline import read_file  # noqa: PLC0415
    from gateway.check.told import checked  # noqa: PLC0415
    from schema.errors import SchemaError  # noqa: PLC0415

    about = orjson.loads(asked.readline())
    switch(on=about.get("ocr", False))
    try:
        return {"told": checked(read_file(asked.read(), about["name"], place=about["place"]))}
    except (AdapterError, SchemaError) as error:
        code = getattr(error, "code", "unreadable")
        return {"refused": {"code": code, "message": " ".join(str(error).split())}}
    except MemoryError:
        return {"refused": {"code": "too_large", "message": f"it takes more than {MAX_MEMORY} bytes to read"}}


def bounded(seconds: int) -> None:
    """Let the operating system end this process where it goes too far."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    bounded(int(sys.argv[1]))
    sys.stdout.buffer.write(orjson.dumps(answer(sys.stdin.buffer)))
