"""Verbs on how a study does things: settings, each with its history in the log."""

import sqlalchemy as sa

from coding.store._acts import note
from coding.store._verbs import Verbs, name_of, writable
from coding.store.errors import StoreError
from coding.store.tables import log
from coding.store.values import Kind

LONGEST_SETTING = 100_000


class SettingVerbs(Verbs):
    """Settings by name; of several in the log the latest counts."""

    def setting(self, name: str) -> str | None:
        """Return what is set under this name; None if nothing is, or it was taken back."""
        query = sa.select(log.c.after).where(
            log.c.kind == Kind.SETTING_CHANGED.value, log.c.about_id == name
        )
        with self._read() as connection:
            return connection.scalar(query.order_by(log.c.number.desc()).limit(1))

    def settings(self, beginning: str = "") -> dict[str, str]:
        """Return all that is set under names that begin so, by name, in the order of the names."""
        query = sa.select(log.c.about_id, log.c.after).where(
            log.c.kind == Kind.SETTING_CHANGED.value,
            log.c.about_id.startswith(beginning, autoescape=True),
        )
        with self._read() as connection:
            latest = {
                str(row.about_id): row.after
                for row in connection.execute(query.order_by(log.c.number))
            }
        return {name: str(value) for name, value in sorted(latest.items()) if value is not None}

    def change_setting(self, name: str, value: str | None, *, coder_id: str | None) -> None:
        """Set something for the whole study; None takes it back. Nothing is logged if it stands.

        Raises:
            StoreError: If the value is too long or cannot be written.
        """
        key = name_of("setting", name)
        if value is not None and len(writable("setting", value)) > LONGEST_SETTING:
            raise StoreError(f"The setting “{key}” is too long to be kept.")
        with self._write() as connection:
            this = (log.c.kind == Kind.SETTING_CHANGED.value) & (log.c.about_id == key)
            newest = sa.select(log.c.after).where(this).order_by(log.c.number.desc()).limit(1)
            before = connection.scalar(newest)
            if before != value:
                what = {"about": "setting", "about_id": key, "before": before, "after": value}
                note(connection, Kind.SETTING_CHANGED, coder_id=coder_id, **what)
