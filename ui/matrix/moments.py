"""Times as the matrix page tells them, and what counts as one sitting."""

from datetime import UTC, datetime, timedelta

ONE_SITTING = timedelta(minutes=30)
"""Saves by one person that follow each other so closely are one entry of a history."""


def moment(at: datetime) -> str:
    """Return a time in the form in which the browser makes it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
