"""What is found in the files on the tray, and what is decided about it so far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from coding.model import Transcript
from coding.pseudonyms import (
    Candidate,
    Found,
    Key,
    Passage,
    PseudonymError,
    Ruling,
    candidates_in,
    folded,
    located,
    merged,
    passages_of,
    placeholders_in,
    study_list,
    suggested,
)
from coding.transcripts import choices_text
from ui.importing.namesdraft import NamesDraft
from ui.importing.outcomes import Row
from ui.importing.tray import Waiting


@dataclass(frozen=True, slots=True)
class Names:
    """Every word found, where, what is decided, and what would stand in its place.

    `rulings` and `placeholders` are by folded word.
    """

    passages: tuple[Passage, ...]
    found: tuple[Found, ...]
    rulings: dict[str, Ruling]
    placeholders: dict[str, str]

    def ruling(self, found: Found) -> Ruling | None:
        """Return what is decided about a word, None if nothing is."""
        return self.rulings.get(folded(found.candidate.word))

    @property
    def undecided(self) -> tuple[Found, ...]:
        """Return the words about which nothing is decided."""
        return tuple(one for one in self.found if self.ruling(one) is None)


def names_of(rows: Sequence[Row], draft: NamesDraft, key: Key, *, study_id: str) -> Names:
    """Return what is found in these files, with progress where it takes a while."""
    files = [(row.entry, row.outcome.chosen, row.case) for row in rows if row.outcome.chosen]
    return _names(files, draft, key, study_id=study_id, bar=len(files) > 1)


def names_of_one(
    entry: Waiting, transcript: Transcript, case: str, draft: NamesDraft, key: Key, *, study_id: str
) -> Names:
    """Return what is found in one file."""
    return _names([(entry, transcript, case)], draft, key, study_id=study_id, bar=False)


def decided(draft: NamesDraft, key: Key) -> dict[str, Ruling]:
    """Return what is decided, by folded word; what was decided now wins over the key."""
    return {folded(one.word): one for one in (*key.rulings, *draft.rulings)}


def _names(
    files: Sequence[tuple[Waiting, Transcript, str]],
    draft: NamesDraft,
    key: Key,
    *,
    study_id: str,
    bar: bool,
) -> Names:
    marks = tuple(
        (entry.id, choices_text(entry.choices), entry.name, case if draft.names_too else "")
        for entry, _, case in files
    )
    progress = st.progress(0.0, "Looking for names") if bar else None
    seen: list[tuple[tuple[Passage, ...], tuple[Candidate, ...]]] = []
    for number, (mark, (_, transcript, _)) in enumerate(zip(marks, files, strict=True), 1):
        seen.append(_of_file(study_id, mark, draft.names_too, transcript))
        if progress:
            progress.progress(number / len(files), f"Looked at {number} of {len(files)}")
    if progress:
        progress.empty()
    rulings = decided(draft, key)
    now = {folded(one.word) for one in draft.rulings}
    told = (*draft.typed, *_listed(draft.listed), *_from(rulings, now))
    passages = tuple(passage for found, _ in seen for passage in found)
    candidates = merged((*told, *(one for _, every in seen for one in every)))
    taken = placeholders_in(passage.text for passage in passages)
    known = tuple(
        sorted({*taken, *(one.placeholder for one in rulings.values() if one.placeholder)})
    )
    found = _located(study_id, marks, draft.names_too, candidates, known, passages)
    placeholders = suggested([one.candidate for one in found], tuple(rulings.values()), taken=taken)
    return Names(passages, found, rulings, placeholders)


def _from(rulings: Mapping[str, Ruling], now: Collection[str]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            one.word,
            one.kind,
            one.placeholder is not None,
            one.any_case,
            "decided now" if word in now else "decided before",
        )
        for word, one in rulings.items()
    )


def _listed(text: str) -> tuple[Candidate, ...]:
    try:
        return study_list(text)
    except PseudonymError:
        return ()  # shown where the list is written


@st.cache_resource(max_entries=400, show_spinner=False)
def _of_file(
    study_id: str, mark: tuple[str, ...], names_too: bool, _transcript: Transcript
) -> tuple[tuple[Passage, ...], tuple[Candidate, ...]]:
    entry_id, _, name, case = mark
    names = (Path(name).stem, case) if names_too else ()
    passages = passages_of(_transcript, of=entry_id, names=names)
    return passages, candidates_in(passages)


@st.cache_resource(max_entries=8, show_spinner=False)
def _located(
    study_id: str,
    marks: tuple[tuple[str, ...], ...],
    names_too: bool,
    candidates: tuple[Candidate, ...],
    known: tuple[str, ...],
    _passages: tuple[Passage, ...],
) -> tuple[Found, ...]:
    return located(_passages, candidates, known=known)
