"""Acts from browsers, stored once each: known by client and number, however often they come."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from coding.store.errors import UnstorableDecisionsError
from coding.store.tables import log


class Numbered(Protocol):
    """An act that may carry the number that its client gave it."""

    @property
    def client(self) -> str | None:
        """Return which window it comes from."""

    @property
    def seq(self) -> int | None:
        """Return its number there."""


NumberedAct = TypeVar("NumberedAct", bound=Numbered)
Wanted = tuple[sa.ColumnElement[Any], Callable[[Any], Any], str]
"""A column that must hold what a function reads from each act, and the word for it."""


def check_known(connection: Connection, acts: Iterable[Numbered], wanted: Iterable[Wanted]) -> None:
    """Check that all that acts name is in the study; None names nothing.

    Raises:
        UnstorableDecisionsError: If something is not, with the acts that name it.
    """
    acts = tuple(acts)
    for column, value_of, what in wanted:
        ids = {value_of(act) for act in acts} - {None}
        unknown = ids - set(connection.scalars(sa.select(column).where(column.in_(ids))))
        if unknown:
            named = [act for act in acts if value_of(act) in unknown]
            raise refused(f"Its {what} is not, or no longer, in the study.", named)


def refused(why: str, acts: Iterable[Numbered]) -> UnstorableDecisionsError:
    """Return the error that says why these acts cannot be stored."""
    return UnstorableDecisionsError(why, [(act.client or "", act.seq or 0) for act in acts])


def fresh_acts(
    connection: Connection,
    acts: Iterable[NumberedAct],
    columns: Iterable[sa.ColumnElement[Any]],
    act_of: Mapping[str, Callable[[sa.Row[Any]], NumberedAct]],
) -> list[NumberedAct]:
    """Return the acts that are not stored yet, in their order, each once.

    Args:
        connection: Inside the transaction that stores them.
        acts: As they came.
        columns: Those of the log that an act is made from; kind, client and seq among them.
        act_of: What makes an act from a row, for each kind of the log that is such an act.

    Raises:
        UnstorableDecisionsError: If one carries the number of another act.
    """
    acts = tuple(acts)
    clients = {act.client for act in acts if act.client is not None}
    query = sa.select(*columns).where(log.c.client.in_(clients))
    known: dict[tuple[str | None, int | None], NumberedAct | str] = {
        (row.client, row.seq): act_of.get(row.kind, lambda row: str(row.kind))(row)
        for row in (connection.execute(query).all() if clients else ())
    }
    fresh: list[NumberedAct] = []
    clashing: list[NumberedAct] = []
    for act in acts:
        there = None if act.client is None else known.setdefault((act.client, act.seq), act)
        if there is None or there is act:
            fresh.append(act)
        elif there != act:
            clashing.append(act)
    if clashing:
        raise refused("Something else carries the same number. Please save again.", clashing)
    return fresh


def highest_numbers(acts: Iterable[Numbered]) -> dict[str, int]:
    """Return each client's highest number among the acts; those without one are left out."""
    highest: dict[str, int] = {}
    for act in acts:
        if act.client is not None and act.seq is not None:
            highest[act.client] = max(act.seq, highest.get(act.client, 0))
    return highest
