"""Verbs on what the machine makes: suggestions, vectors and the state of pre-tagging."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from coding.model import Evidence, EvidenceKind, Suggestion
from coding.store._verbs import Verbs, now
from coding.store.errors import StoreError
from coding.store.tables import documents, pretagging, suggestion_runs, suggestions, vectors
from coding.store.values import PretagPhase, PretagState

QUIET = timedelta(seconds=20)
"""After this long without a sign of life, a run is taken for dead and waits again."""

_AT_ONCE = 500
_FOR = "\n"  # between a tagger's name and the coder for whom it learnt; no name holds it


class MachineVerbs(Verbs):
    """Suggestions, vectors and pre-tagging."""

    def put_suggestions(
        self,
        document_id: str,
        suggestions: Iterable[Suggestion],
        *,
        tagger: str,
        framework_version: int,
        coder_id: str | None = None,
    ) -> None:
        """Store a run of suggestions in place of the same tagger's under this version.

        With `coder_id` they are for this coder alone, because they have learnt from what not
        everybody may see, and stand in place of all that were made for the coder before.

        Raises:
            StoreError: If the document or the framework version is not in the study.
        """
        rows = [_suggestion_row(place, one) for place, one in enumerate(suggestions)]
        run = {
            "document_id": document_id,
            "framework_version": framework_version,
            "tagger": _run_name(tagger, coder_id),
        }
        with self._write() as connection:
            _check_document(connection, document_id)
            earlier = sa.delete(suggestion_runs).filter_by(**run)
            if coder_id is not None:
                of_it = suggestion_runs.c.document_id == document_id
                earlier = sa.delete(suggestion_runs).where(of_it, _made_for(coder_id))
            connection.execute(earlier)
            number = connection.execute(
                sa.insert(suggestion_runs)
                .values(**run, made_at=now())
                .returning(suggestion_runs.c.number)
            ).scalar_one()
            if rows:
                connection.execute(_suggestions_insert(), [{"run": number, **row} for row in rows])

    def suggestions(
        self, document_id: str, *, coder_id: str | None = None
    ) -> tuple[Suggestion, ...]:
        """Return the newest run's suggestions for a document, in the order they were put.

        Without a coder, runs that were made for one are left out; with one, only others' are.
        """
        for_anybody = sa.not_(suggestion_runs.c.tagger.contains(_FOR))
        runs = for_anybody if coder_id is None else for_anybody | _made_for(coder_id)
        newest = (
            sa.select(suggestion_runs.c.number, suggestion_runs.c.tagger)
            .where(suggestion_runs.c.document_id == document_id, runs)
            .order_by(suggestion_runs.c.number.desc())
            .limit(1)
        )
        with self._read() as connection:
            run = connection.execute(newest).one_or_none()
            if run is None:
                return ()
            of_run = sa.select(suggestions).where(suggestions.c.run == run.number)
            rows = connection.execute(of_run.order_by(suggestions.c.place)).all()
        tagger = run.tagger.partition(_FOR)[0]
        return tuple(_suggestion(row, document_id, tagger) for row in rows)

    def vectors(self, hashes: Iterable[str], encoder: str) -> dict[str, NDArray[np.float32]]:
        """Return the vectors that are kept for these texts, under the texts' sha256."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._read() as connection:
            for some in _portions(sorted(set(hashes))):
                query = sa.select(vectors.c.text_sha256, vectors.c.vector).where(
                    vectors.c.encoder == encoder, vectors.c.text_sha256.in_(some)
                )
                for text_sha256, blob in connection.execute(query):
                    found[text_sha256] = np.frombuffer(blob, dtype="<f4")
        return found

    def put_vectors(self, of_texts: Mapping[str, NDArray[np.float32]], encoder: str) -> None:
        """Keep vectors under their texts' sha256; those that are there already stay."""
        with self._write() as connection:
            for some in _portions(sorted(of_texts)):
                query = sa.select(vectors.c.text_sha256).where(
                    vectors.c.encoder == encoder, vectors.c.text_sha256.in_(some)
                )
                there = set(connection.scalars(query))
                rows = [
                    {
                        "encoder": encoder,
                        "text_sha256": key,
                        "vector": np.asarray(of_texts[key], dtype="<f4").tobytes(),
                    }
                    for key in some
                    if key not in there
                ]
                if rows:
                    connection.execute(sa.insert(vectors), rows)

    def pretag_state(self, *, framework_version: int | None = None) -> tuple[PretagState, ...]:
        """Return how far pre-tagging is, per document, tagger and framework version."""
        query = sa.select(pretagging).order_by(pretagging.c.document_id, pretagging.c.heartbeat)
        if framework_version is not None:
            query = query.where(pretagging.c.framework_version == framework_version)
        with self._read() as connection:
            return tuple(_state(row) for row in connection.execute(query))

    def set_pretag_state(
        self,
        document_id: str,
        phase: PretagPhase,
        *,
        framework_version: int,
        tagger: str,
        done: int = 0,
        total: int = 0,
        why: str = "",
    ) -> bool:
        """Say how far pre-tagging of a document is; this is its sign of life, too.

        Returns:
            Whether it is to stop: somebody asked for that, or the document was removed. A
            request to stop is forgotten once the phase is no longer "running".
        """
        key = {
            "document_id": document_id,
            "framework_version": framework_version,
            "tagger": tagger,
        }
        with self._write() as connection:
            old = connection.execute(sa.select(pretagging).filter_by(**key)).one_or_none()
            there = sa.select(sa.exists().where(documents.c.id == document_id))
            if not connection.scalar(there):
                return True
            running = phase is PretagPhase.RUNNING
            stop = bool(running and old is not None and old.cancel_requested)
            state = {"phase": phase.value, "done": done, "total": total, "why": why}
            connection.execute(sa.delete(pretagging).filter_by(**key))
            connection.execute(
                sa.insert(pretagging).values(**key, **state, heartbeat=now(), cancel_requested=stop)
            )
            return stop

    def request_pretag_cancel(self, document_id: str | None = None) -> None:
        """Ask the running pre-tagging, of one document or of all, to stop soon.

        Documents that wait are cancelled at once.
        """
        of_it = sa.true() if document_id is None else pretagging.c.document_id == document_id
        running = pretagging.c.phase == PretagPhase.RUNNING.value
        waiting = pretagging.c.phase == PretagPhase.WAITING.value
        cancelled = PretagPhase.CANCELLED.value
        with self._write() as connection:
            connection.execute(
                sa.update(pretagging).where(of_it, running).values(cancel_requested=True)
            )
            connection.execute(sa.update(pretagging).where(of_it, waiting).values(phase=cancelled))

    def pretag_waiting(
        self, framework_version: int, *, tagger: str | None = None
    ) -> tuple[str, ...]:
        """Return the documents to be pre-tagged under a framework version, oldest first.

        Those are the ones that nobody has begun, that wait, or whose run has given no sign of
        life for twenty seconds. Failed and cancelled ones wait only when they are set to again.
        """
        table = pretagging
        settled = sa.select(table.c.document_id).where(
            table.c.framework_version == framework_version,
            table.c.phase != PretagPhase.WAITING.value,
            (table.c.phase != PretagPhase.RUNNING.value) | (table.c.heartbeat > now() - QUIET),
        )
        if tagger is not None:
            settled = settled.where(table.c.tagger == tagger)
        query = sa.select(documents.c.id).where(documents.c.id.not_in(settled))
        with self._read() as connection:
            return tuple(connection.scalars(query.order_by(documents.c.added_at)))


def _run_name(tagger: str, coder_id: str | None) -> str:
    return tagger if coder_id is None else f"{tagger}{_FOR}{coder_id}"


def _made_for(coder_id: str) -> sa.ColumnElement[bool]:
    return suggestion_runs.c.tagger.endswith(f"{_FOR}{coder_id}", autoescape=True)


def _suggestions_insert() -> sa.Insert:
    return sa.insert(suggestions)


def _check_document(connection: Connection, document_id: str) -> None:
    if not connection.scalar(sa.select(sa.exists().where(documents.c.id == document_id))):
        raise StoreError("This document is no longer in the study.")


def _portions(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))


def _suggestion_row(place: int, suggestion: Suggestion) -> dict[str, Any]:
    evidence = [[e.kind.value, e.text, e.start, e.end, e.document_id] for e in suggestion.evidence]
    return {
        "place": place,
        "start": suggestion.start,
        "end": suggestion.end,
        "code_id": suggestion.code_id,
        "score": float(suggestion.score),
        "evidence": json.dumps(evidence, ensure_ascii=False),
    }


def _suggestion(row: sa.Row[Any], document_id: str, tagger: str) -> Suggestion:
    return Suggestion(
        document_id=document_id,
        start=row.start,
        end=row.end,
        code_id=row.code_id,
        score=row.score,
        tagger=tagger,
        evidence=tuple(
            Evidence(EvidenceKind(kind), *rest) for kind, *rest in json.loads(row.evidence)
        ),
    )


def _state(row: sa.Row[Any]) -> PretagState:
    return PretagState(
        document_id=row.document_id,
        framework_version=row.framework_version,
        tagger=row.tagger,
        phase=PretagPhase(row.phase),
        done=row.done,
        total=row.total,
        heartbeat=row.heartbeat,
        cancel_requested=row.cancel_requested,
        why=row.why,
    )
