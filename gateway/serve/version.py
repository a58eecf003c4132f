"""The installed distribution → its version."""

from importlib.metadata import PackageNotFoundError, version


def own_version() -> str:
    """The distribution's version, `0` in a checkout that was never installed."""
    try:
        return version("gongkai")
    except PackageNotFoundError:
        return "0"
