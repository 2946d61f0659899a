"""The program's version."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """Return the version as it is installed; "not installed" when run from its sources."""
    try:
        return version("betweenlines")
    except PackageNotFoundError:
        return "not installed"
