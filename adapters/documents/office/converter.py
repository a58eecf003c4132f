"""An old Word or RTF file → the same as .docx, by LibreOffice if it is installed. Under `from_doc`.

It runs in a process of its own with bounds of memory and time and with a profile that lives as long as
the conversion: no macro runs, no link of the document is followed, two conversions share nothing.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from adapters.documents.limits import MAX_BYTES

PROGRAMS = ("soffice", "libreoffice")
MAX_SECONDS = 60
MAX_MEMORY = 4_000_000_000  # bytes of addresses; the program maps more than it fills
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


class NotConverted(Exception):
    """The program is missing, or did not give a file within its bounds; the message says which."""


def program() -> str | None:
    """Where the converter is, if it is on the path."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def to_docx(body: bytes, suffix: str) -> bytes:
    """`suffix` tells the converter what it is given (`.doc`, `.rtf`). Raises NotConverted."""
    found = program()
    if found is None:
        raise NotConverted("LibreOffice, which converts such files, is not installed")
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        given = home / f"report{suffix}"
        given.write_bytes(body)
        _write_profile(home)
        _run(found, home, given)
        made = home / "out" / "report.docx"
        if not made.is_file() or made.stat().st_size > MAX_BYTES:
            raise NotConverted("LibreOffice could not convert it; it is broken, locked or too large")
        return made.read_bytes()


def _write_profile(home: Path) -> None:
    user = home / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")


def _run(found: str, home: Path, given: Path) -> None:
    command = [
        *(sys.executable, "-m", "adapters.documents.office.bounded", str(MAX_MEMORY), str(MAX_SECONDS)),
        *(found, f"-env:UserInstallation={(home / 'profile').as_uri()}"),
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault", "--writer"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(home / "out"), str(given)),
    ]
    paths = os.pathsep.join(filter(None, sys.path))
    running = subprocess.Popen(  # noqa: S603 - the command is ours, the file is only data
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=home,
        env={"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "PYTHONPATH": paths},
        start_new_session=True,
    )
    try:
        running.wait(MAX_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise NotConverted(f"LibreOffice took more than {MAX_SECONDS} seconds over it") from error
    finally:
        _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """The program and all that it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
