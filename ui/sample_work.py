"""What two invented coders made of the sample interviews, as acts for the log."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from coding.cell_acts import CellAct, Deed
from coding.decisions import standing_codings
from coding.model import Act, Certainty, Coder, Decision, Document
from coding.quoting import Reference, passage
from coding.store import Store
from coding.summaries import coding_key

_BEGAN = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
_CHARTED = datetime(2026, 10, 12, 14, 0, tzinfo=UTC)


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


def record_sample_summaries(
    store: Store, documents: Mapping[str, Document], rows: Iterable[Mapping[str, str]]
) -> None:
    """Store the summaries in `rows`, each with references to the passages that it quotes.

    A summary rests on all codings of its coder in its cell, as they stand in the store.

    Args:
        store: The study, with its codings.
        documents: The study's documents by name; in the sample, a case has the same name.
        rows: Columns case, code, coder, text, quotes (verbatim, parted by " || ").
    """
    coder_ids = {coder.name: coder.id for coder in store.coders()}
    case_ids = {case.name: case.id for case in store.cases()}
    version = store.framework()[0]
    acts = []
    for number, row in enumerate(rows):
        document, coder_id = documents[row["case"]], coder_ids[row["coder"]]
        places = [_place(quote, document) for quote in row["quotes"].split(" || ")]
        labels = dict.fromkeys(
            f"[{passage(document, place.start, place.end).reference}]" for place in places
        )
        standing = standing_codings(store.decisions(document_id=document.id, coder_id=coder_id))
        acts.append(
            CellAct(
                coder_id=coder_id,
                deed=Deed.SUMMARISE,
                case_id=case_ids[row["case"]],
                code_id=row["code"],
                made_at=_CHARTED + timedelta(minutes=7 * number),
                framework_version=version,
                text=" ".join((row["text"], *labels)),
                references=tuple(places),
                basis=frozenset(coding_key(c) for c in standing if c.code_id == row["code"]),
                whose=coder_id,
            )
        )
    store.record_cells(acts)


def _place(quote: str, document: Document) -> Reference:
    start = document.text.index(quote)
    return Reference(document.id, start, start + len(quote))
