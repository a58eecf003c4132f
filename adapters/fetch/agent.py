"""Who we say we are. Read by `client` for every request and by `robots` for the rules meant for us."""

from importlib.metadata import PackageNotFoundError, version

ROBOT = "gongkai"


def user_agent(contact: str | None) -> str:
    """`gongkai/0.1.0 (+contact)`: never a browser's name, and a way to reach whoever runs it."""
    about = f"+{contact}" if contact else "annual report reader"
    return f"{ROBOT}/{_version()} ({about})"


def _version() -> str:
    try:
        return version(ROBOT)
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"
