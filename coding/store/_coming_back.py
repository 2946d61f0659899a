"""The verb by which an edited workbook is taken in: all of it in one step, or nothing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from coding.cell_acts import CellAct
from coding.second_order import WideAct, WidePlace
from coding.store._acts import note
from coding.store._cases import set_one_attribute
from coding.store._cells import put_cells
from coding.store._second_order import put_wide_acts
from coding.store._study import put_framework
from coding.store._verbs import Verbs, writable
from coding.store.errors import FrameworkChangedError, StoreError
from coding.store.tables import attributes, cases, framework_versions, log
from coding.store.values import Kind
from framework.model import Framework


@dataclass(frozen=True, slots=True)
class NewFramework:
    """A framework that is to be the next version, as text and value, made from version `over`."""

    text: str
    framework: Framework
    over: int


class ComingBackVerbs(Verbs):
    """Taking in what was edited outside."""

    def bring_back(
        self,
        acts: Sequence[CellAct],
        facts: Iterable[tuple[str, str, str, str]],
        changed: NewFramework | None = None,
        *,
        coder_id: str,
        reason: str,
        unseen: Collection[tuple[str, str]] = (),
        wide: Sequence[WideAct] = (),
        wide_unseen: Collection[tuple[WidePlace, str]] = (),
        memos: Iterable[tuple[str, str, str]] = (),
    ) -> None:
        """Store what was accepted of an edited workbook: all in one transaction, or nothing.

        Args:
            acts: What changes in the cells.
            facts: Attributes that change: case, name, the value that stands (empty for none),
                and the new one.
            changed: The framework's next version, if its codebook was edited.
            coder_id: Who takes it in.
            reason: Where it comes from; it stands beside each act in the log.
            unseen: As in `record_cells`.
            wide: What changes beside rows and columns.
            wide_unseen: As in `record_wide_acts`.
            memos: Memos that change: id, the text that stands (empty for none), the new one.

        Raises:
            UnstorableDecisionsError: If somebody wrote in one of the cells in the meantime.
            FrameworkChangedError: If somebody changed the framework in the meantime.
            StoreError: If an attribute or memo is no longer what it was, or a case has gone.
        """
        with self._write() as connection:
            if changed is not None:
                newest = connection.scalar(sa.select(sa.func.max(framework_versions.c.number)))
                if newest != changed.over:
                    raise FrameworkChangedError(newest or 0)
                put_framework(
                    connection, changed.text, changed.framework, reason=reason, coder_id=coder_id
                )
            if acts:
                put_cells(connection, acts, unseen=unseen, reason=reason)
            if wide:
                put_wide_acts(connection, wide, unseen=wide_unseen, reason=reason)
            for case_id, name, before, value in facts:
                _check_fact(connection, case_id, name, before)
                set_one_attribute(
                    connection, case_id, name, value, coder_id=coder_id, reason=reason
                )
            for memo_id, before, text in memos:
                _change_memo(connection, (memo_id, before, text), coder_id, reason)


def _change_memo(
    connection: sa.Connection, change: tuple[str, str, str], coder_id: str, reason: str
) -> None:
    memo_id, before, text = change
    this = (log.c.kind == Kind.MEMO.value) & (log.c.detail == memo_id)
    query = sa.select(log).where(this).order_by(log.c.number.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    if last is None or (last.after or "") != before:
        raise StoreError("Somebody changed one of the memos in the meantime. Look again.")
    what = {"about": last.about, "about_id": last.about_id, "document_id": last.document_id}
    new = writable("memo", text.strip()) or None
    what |= {"detail": memo_id, "before": last.after, "after": new, "reason": reason}
    note(connection, Kind.MEMO, coder_id=coder_id, **what)


def _check_fact(connection: sa.Connection, case_id: str, name: str, before: str) -> None:
    if connection.scalar(sa.select(cases.c.id).where(cases.c.id == case_id)) is None:
        raise StoreError("A case of the workbook is no longer in the study. Look again.")
    this = (attributes.c.case_id == case_id) & (attributes.c.name == name)
    now = connection.scalar(sa.select(attributes.c.value).where(this))
    if (now or "") != before:
        raise StoreError(f"Somebody changed “{name}” of a case in the meantime. Look again.")
