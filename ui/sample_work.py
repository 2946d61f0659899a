"""What two invented coders made of the sample interviews, as decisions for the log."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from coding.model import Act, Certainty, Coder, Decision, Document
from coding.store import Store

_BEGAN = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def record_sample_work(
    store: Store, documents: Mapping[str, Document], rows: Iterable[Mapping[str, str]]
) -> None:
    """Store the codings in `rows`, and that each of their coders finished the documents in them.

    Args:
        store: The study.
        documents: The study's documents by name.
        rows: Columns document, coder, code, quote (verbatim, once in the document), origin
            ("accepted" or "added"), certainty, memo.
    """
    of_coder: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        of_coder.setdefault(row["coder"], []).append(row)
    version = store.framework()[0]
    for name, own in of_coder.items():
        store.record(_decisions(store.add_coder(name), own, documents, version))


def _decisions(
    coder: Coder,
    rows: Iterable[Mapping[str, str]],
    documents: Mapping[str, Document],
    version: int,
) -> list[Decision]:
    acts = [_coding(row, documents[row["document"]]) for row in rows]
    touched = dict.fromkeys(act["document_id"] for act in acts)
    by_id = {document.id: document for document in documents.values()}
    acts += [
        {"document_id": key, "act": Act.FINISH, "start": 0, "end": len(by_id[key].text)}
        for key in touched
    ]
    return [
        Decision(
            client=f"sample-{coder.id}",
            seq=seq,
            coder_id=coder.id,
            framework_version=version,
            made_at=_BEGAN + timedelta(seconds=50 * seq),
            **act,
        )
        for seq, act in enumerate(acts, 1)
    ]


def _coding(row: Mapping[str, str], document: Document) -> dict:
    start = document.text.index(row["quote"])
    accepted = row["origin"] == "accepted"
    return {
        "document_id": document.id,
        "act": Act.ACCEPT if accepted else Act.ADD,
        "start": start,
        "end": start + len(row["quote"]),
        "code_id": row["code"],
        "shown": accepted,
        "certainty": Certainty(row["certainty"]) if row["certainty"] else None,
        "memo": row["memo"] or None,
    }
