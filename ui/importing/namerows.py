"""One word and its sentences, to be decided on; words are shown as text, never as Markdown."""

import html
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

import streamlit as st

from coding.pseudonyms import (
    Found,
    Hit,
    Passage,
    PseudonymError,
    Ruling,
    as_placeholder,
    folded,
    sentence_around,
)
from ui.importing.namesdraft import NamesDraft, change_draft, with_rulings, without_ruling
from ui.importing.namesfound import Names
from ui.wording import counted, plain

FIRST = 3
MOST_PLACES = 60
REPLACE_KEY, KEEP_KEY, UNDO_KEY = "Alt+P", "Alt+K", "Alt+Z"
_SENTENCE = (
    '<div dir="auto" style="overflow-wrap:anywhere;padding:.1rem 0">'
    '{before}<mark style="background:rgba(240,190,60,.35);color:inherit;font-weight:600;'
    'border-bottom:2px solid">{word}</mark>{after}</div>'
)
_HEAD = (
    '<div dir="auto" style="overflow-wrap:anywhere"><strong style="font-size:1.1em">{word}</strong>'
    ' <span style="opacity:.8">{about}</span></div>'
)


def mark_of_word(word: str) -> str:
    """Return a mark of a word for the keys of widgets, which must not hold the word itself."""
    return sha256(folded(word).encode()).hexdigest()[:12]


def show_word(
    study_id: str,
    names: Names,
    found: Found,
    draft: NamesDraft,
    files: Mapping[str, str],
    *,
    number: int,
    first: bool,
) -> None:
    """Draw a word with its sentences and what can be decided.

    Args:
        study_id: The study whose tray it is on.
        names: All that was found.
        found: The word.
        draft: What is chosen so far.
        files: Names of the files by id.
        number: Which word of the page it is, from 1.
        first: Whether the quick keys are this word's.
    """
    ruling = names.ruling(found)
    with st.container(border=True):
        st.html(_head(names, found, ruling))
        mark = mark_of_word(found.candidate.word)
        wide = st.session_state.get(f"places_{mark}", False)
        if wide:
            _show_places(study_id, names, found, draft, files)
        else:
            shown = found.hits[:FIRST]
            st.html("".join(_sentence(names.passages[hit.passage], hit) for hit in shown))
        _show_choices(study_id, names, found, ruling, number=number, first=first)


def _head(names: Names, found: Found, ruling: Ruling | None) -> str:
    of = {names.passages[hit.passage].of for hit in found.hits}
    places = counted(len(found.hits), "place")
    if len(of) > 1:
        places += f" in {counted(len(of), 'file')}"
    about = f"{found.candidate.kind.value}, {found.candidate.why}. {places}."
    if ruling is not None:
        about += f" Replaced by {ruling.placeholder}." if ruling.placeholder else " Kept as it is."
    elif not found.candidate.sure:
        about += " In doubt."
    return _HEAD.format(word=html.escape(found.candidate.word), about=html.escape(about))


def _sentence(passage: Passage, hit: Hit) -> str:
    before, word, after = map(html.escape, sentence_around(passage, hit))
    return _SENTENCE.format(before=before, word=word, after=after)


def _show_choices(
    study_id: str, names: Names, found: Found, ruling: Ruling | None, *, number: int, first: bool
) -> None:
    word = found.candidate.word
    mark = mark_of_word(word)
    offered = names.placeholders[folded(word)]
    box = f"placeholder_{mark}_{mark_of_word(offered)}"  # another offer is another box
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if ruling is None:
            st.text_input(
                f"Placeholder for word {number}",
                value=offered,
                key=box,
                max_chars=62,
                label_visibility="collapsed",
                width=220,
            )
            st.button(
                "Replace",
                key=f"replace_{mark}",
                shortcut=REPLACE_KEY if first else None,
                on_click=_decide,
                args=(study_id, found, box),
            )
            st.button(
                "Keep",
                key=f"keep_{mark}",
                shortcut=KEEP_KEY if first else None,
                on_click=rule,
                args=(study_id, [(found, None)]),
            )
        else:
            st.button(
                "Decide again", key=f"again_{mark}", on_click=_decide_again, args=(study_id, word)
            )
        everyday = not found.candidate.any_case
        if everyday or len(found.hits) > FIRST or (ruling is not None and ruling.placeholder):
            st.toggle("Place by place", key=f"places_{mark}")


def _show_places(
    study_id: str, names: Names, found: Found, draft: NamesDraft, files: Mapping[str, str]
) -> None:
    ruling, word = names.ruling(found), folded(found.candidate.word)
    seen: Counter[str] = Counter()
    for number, hit in enumerate(found.hits[:MOST_PLACES], 1):
        passage = names.passages[hit.passage]
        here = (passage.of, word, seen[passage.of])
        seen[passage.of] += 1
        st.html(_sentence(passage, hit))
        st.caption(plain(files.get(passage.of, "")))
        if ruling is not None and not ruling.placeholder:
            continue
        st.checkbox(
            f"Leave place {number} as it is",
            value=here in draft.spared,
            key=f"spare_{mark_of_word(word)}_{mark_of_word(passage.of)}_{here[2]}",
            on_change=_spare,
            args=(study_id, here),
        )
    if len(found.hits) > MOST_PLACES:
        st.caption(f"And {len(found.hits) - MOST_PLACES:,} more places, treated alike.")


def _decide(study_id: str, found: Found, box: str) -> None:
    try:
        placeholder = as_placeholder(st.session_state[box])
    except PseudonymError as error:
        st.session_state["names_refused"] = str(error)
        return
    rule(study_id, [(found, placeholder)])


def rule(study_id: str, decisions: Sequence[tuple[Found, str | None]]) -> None:
    """Record decisions about words: a placeholder for each, or None to keep it."""
    rulings = [
        Ruling(one.candidate.word, one.candidate.kind, placeholder, one.candidate.any_case)
        for one, placeholder in decisions
    ]
    change_draft(study_id, lambda draft: with_rulings(draft, *rulings))


def _decide_again(study_id: str, word: str) -> None:
    change_draft(study_id, lambda draft: without_ruling(draft, word))


def _spare(study_id: str, here: tuple[str, str, int]) -> None:
    def turn(draft: NamesDraft) -> NamesDraft:
        others = tuple(one for one in draft.spared if one != here)
        return replace(draft, spared=others if here in draft.spared else (*others, here))

    change_draft(study_id, turn)
