"""From a question to what the workbook and the CSV files say."""

from datetime import UTC, datetime
from itertools import combinations

from coding.agreement.by_document import document_figures
from coding.agreement.disagreements import confusions, disagreements
from coding.agreement.free_passages import FreePassages, free_passages
from coding.agreement.ratings import continua_of_segments
from coding.agreement.values import Hooks
from coding.model import Document
from coding.store import Store
from exports.agreement_contents import AgreementContents, PairConfusions
from exports.agreement_csv import agreement_csv
from exports.agreement_workbook import agreement_workbook
from ui.agreement.archive import Archive
from ui.agreement.moments import finished_when
from ui.comparing import Comparable, Matter, Question, gather, report_on
from ui.version import program_version


def comparison_contents(
    store: Store,
    comparable: Comparable,
    question: Question,
    *,
    filters: tuple[str, ...] = (),
    times: int,
    hooks: Hooks | None = None,
) -> AgreementContents:
    """Return all that the tables say, with `times` resamples for intervals.

    Raises:
        AgreementCancelledError: If the hooks say so.
    """
    hooks = hooks or Hooks()
    matter = gather(store, comparable, question)
    report = report_on(store, matter, times=times, hooks=hooks.part(0.1, 0.4))
    study, coders = store.study(), report.coders
    return AgreementContents(
        study_id=study.id,
        study_name=study.name,
        made_at=datetime.now(UTC),
        program_version=program_version(),
        report=report,
        framework=store.framework()[1],
        coders=store.coders(),
        documents=_documents(store, comparable, matter, coders),
        interviews=document_figures(matter.ratings),
        confusions=tuple(
            PairConfusions(pair, confusions(matter.ratings, pair))
            for pair in combinations(coders, 2)
        ),
        disagreements=disagreements(matter.ratings, matter.codings),
        free=_free(store, matter, coders, hooks.part(0.4, 0.7)),
        filters=filters,
        adjudications=store.adjudications(document_ids=comparable.document_ids),
    )


def _documents(
    store: Store, comparable: Comparable, matter: Matter, coders: tuple[str, ...]
) -> tuple[Document, ...]:
    """Return the documents compared, in the order in which they were finished."""
    when = finished_when(comparable.decisions, coders)
    ids = {unit.document_id for unit in matter.ratings.units}
    ordered = sorted(ids, key=lambda key: (str(when.get(key, "")), key))
    return tuple(store.document(key) for key in ordered)


def _free(store: Store, matter: Matter, coders: tuple[str, ...], hooks: Hooks) -> FreePassages:
    segments = [s for key in {s.document_id for s in matter.segments} for s in store.segments(key)]
    continua = continua_of_segments(segments, matter.codings, matter.finished, coders)
    pair = (coders[0], coders[1])
    return free_passages(continua, coders, store.framework()[1], pair=pair, hooks=hooks)


def tables_archive(
    store: Store,
    comparable: Comparable,
    question: Question,
    *,
    filters: tuple[str, ...] = (),
    times: int,
    hooks: Hooks | None = None,
) -> Archive:
    """Return the workbook and the CSV files."""
    hooks = hooks or Hooks()
    contents = comparison_contents(
        store, comparable, question, filters=filters, times=times, hooks=hooks
    )
    hooks.step(0.72)
    workbook = agreement_workbook(contents)
    hooks.step(0.95)
    notices = tuple(f"{one.where}: {one.what}" for one in workbook.notices)
    return Archive(workbook.data, agreement_csv(contents), notices)
