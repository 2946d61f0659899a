"""Verbs on the study itself: its name, its framework's versions, its coders."""

from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.model import Coder
from coding.store._acts import note
from coding.store._verbs import Verbs, name_of, now, writable
from coding.store.errors import FrameworkChangedError, StoreError
from coding.store.tables import coders, framework_versions, study
from coding.store.values import FrameworkVersion, Kind, Study
from framework.model import Framework


def put_framework(
    connection: Connection, text: str, framework: Framework, *, reason: str, coder_id: str | None
) -> int:
    """Store the next version of the framework and return its number."""
    newest = connection.scalar(sa.select(sa.func.max(framework_versions.c.number)))
    number = (newest or 0) + 1
    connection.execute(
        sa.insert(framework_versions).values(
            number=number,
            text=writable("framework", text),
            value=framework.model_dump_json(),
            reason=writable("reason", reason),
            coder_id=coder_id,
            added_at=now(),
        )
    )
    note(
        connection,
        Kind.FRAMEWORK_CHANGED,
        coder_id=coder_id,
        about="framework",
        about_id=str(number),
        before=str(newest) if newest else None,
        after=str(number),
        reason=reason,
    )
    return number


class StudyVerbs(Verbs):
    """The study, its framework and its coders."""

    def study(self) -> Study:
        """Return the study that this store holds."""
        with self._read() as connection:
            row = connection.execute(sa.select(study.c.id, study.c.name, study.c.created_at)).one()
        return Study(row.id, row.name, row.created_at)

    def rename_study(self, name: str, *, coder_id: str | None = None) -> None:
        """Give the study another name.

        Raises:
            StoreError: If the name is empty or cannot be written.
        """
        new = name_of("study", name)
        with self._write() as connection:
            old = connection.execute(sa.select(study.c.id, study.c.name)).one()
            if old.name == new:
                return
            connection.execute(sa.update(study).values(name=new))
            what = {"about": "study", "about_id": old.id, "before": old.name, "after": new}
            note(connection, Kind.STUDY_RENAMED, coder_id=coder_id, **what)

    def secret(self) -> bytes:
        """Return the study's 32 secret bytes, made once, to sign with."""
        with self._read() as connection:
            return bytes(connection.execute(sa.select(study.c.secret)).scalar_one())

    def framework(self, number: int | None = None) -> tuple[int, Framework]:
        """Return a version of the framework and its number; without a number, the current one.

        Raises:
            StoreError: If there is no such version.
        """
        found, _, value = self._version(number)
        return found, Framework.model_validate_json(value)

    def framework_text(self, number: int | None = None) -> str:
        """Return a version of the framework as it was written; by default the current one.

        Raises:
            StoreError: If there is no such version.
        """
        return self._version(number)[1]

    def _version(self, number: int | None) -> tuple[int, str, str]:
        table = framework_versions
        query = sa.select(table.c.number, table.c.text, table.c.value)
        if number is not None:
            query = query.where(table.c.number == number)
        with self._read() as connection:
            row = connection.execute(query.order_by(table.c.number.desc()).limit(1)).one_or_none()
        if row is None:
            raise StoreError(f"The study's framework has no version {number}.")
        return row.number, row.text, row.value

    def framework_versions(self) -> tuple[FrameworkVersion, ...]:
        """Return all versions of the framework, oldest first."""
        table = framework_versions
        query = sa.select(table.c.number, table.c.added_at, table.c.coder_id, table.c.reason)
        with self._read() as connection:
            rows = connection.execute(query.order_by(table.c.number)).all()
        return tuple(FrameworkVersion(*row) for row in rows)

    def add_framework_version(
        self,
        text: str,
        framework: Framework,
        *,
        reason: str,
        coder_id: str | None,
        over: int | None = None,
    ) -> int:
        """Make this the study's current framework and return its version number.

        Args:
            text: The framework as written.
            framework: What the text was read as.
            reason: Why it was changed, in a sentence; it goes into the log.
            coder_id: Who changed it.
            over: The version that it was made from; without it, whatever is current.

        Raises:
            FrameworkChangedError: If the current version is another than `over`.
            StoreError: If the reason is empty.
        """
        if not reason.strip():
            raise StoreError("A change of the framework needs a reason.")
        with self._write() as connection:
            if over is not None:
                newest = connection.scalar(sa.select(sa.func.max(framework_versions.c.number)))
                if newest != over:
                    raise FrameworkChangedError(newest or 0)
            return put_framework(
                connection, text, framework, reason=reason.strip(), coder_id=coder_id
            )

    def coders(self) -> tuple[Coder, ...]:
        """Return the coders, in the order in which they joined."""
        query = sa.select(coders.c.id, coders.c.name).order_by(coders.c.added_at, coders.c.name)
        with self._read() as connection:
            return tuple(Coder(row.id, row.name) for row in connection.execute(query))

    def add_coder(self, name: str) -> Coder:
        """Add a coder to the study and return them.

        Raises:
            StoreError: If the name is empty or somebody has it already, in whatever case.
        """
        coder = Coder(str(uuid4()), name_of("coder", name))
        with self._write() as connection:
            taken = connection.scalars(sa.select(coders.c.name)).all()
            if coder.name.casefold() in {other.casefold() for other in taken}:
                raise StoreError(f"There is already a coder called “{coder.name}”.")
            connection.execute(
                sa.insert(coders).values(id=coder.id, name=coder.name, added_at=now())
            )
            what = {"about": "coder", "about_id": coder.id, "after": coder.name}
            note(connection, Kind.CODER_ADDED, coder_id=coder.id, **what)
        return coder
