"""Passages to look at again, because their code means something else than when it was given."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import uuid4

import streamlit as st

from coding.adjudication import standing_adjudications
from coding.decisions import standing_codings
from coding.model import Coder, Coding, Decision
from coding.recheck import codings_to_recheck, confirming_act, verdicts_to_recheck
from coding.store import Store
from framework.changes import MEANING, code_changes, meaning_since
from framework.model import Framework
from ui.comparing import passage_and_before
from ui.frameworkversions import STYLE, all_versions, changes_html
from ui.settling import open_documents
from ui.wording import counted, plain

AT_ONCE = 20


def to_recheck(store: Store, coder: Coder) -> tuple[Coding, ...]:
    """Return the coder's own codings that were made under an older meaning of their code."""
    since = _since(store)
    return codings_to_recheck(standing_codings(store.decisions(coder_id=coder.id)), since)


def _since(store: Store) -> dict[str, int]:
    return meaning_since((version.number, value) for version, value in all_versions(store))


def confirm(store: Store, coder: Coder, coding: Coding) -> None:
    """Record that a coding still holds, under the framework as it is now."""
    store.record(
        [
            Decision(
                client=uuid4().hex,
                seq=1,
                coder_id=coder.id,
                document_id=coding.document_id,
                act=confirming_act(coding),
                framework_version=store.framework()[0],
                made_at=datetime.now(UTC),
                start=coding.start,
                end=coding.end,
                code_id=coding.code_id,
            )
        ]
    )


def show_to_recheck(store: Store, coder: Coder, codings: Sequence[Coding]) -> None:
    """Draw the coder's passages to look at again, code by code, with what changed since."""
    st.write(
        "You gave these passages a code whose meaning has changed since. Look whether it still "
        "holds; if it does not, open the interview and change it there."
    )
    if not codings:
        st.success("None of your codings is older than the meaning of its code.")
    by_code: dict[str, list[Coding]] = {}
    for coding in codings:
        by_code.setdefault(coding.code_id, []).append(coding)
    st.html(STYLE)
    for code_id, own in by_code.items():
        _show_code(store, coder, code_id, own)
    _show_verdicts(store, coder)


def _show_code(store: Store, coder: Coder, code_id: str, codings: Sequence[Coding]) -> None:
    framework = store.framework()[1]
    code = framework.code_by_id[code_id]
    st.subheader(f"{plain(code_id)} {plain(code.name)}", anchor=False)
    st.caption(f"{counted(len(codings), 'passage')}. What has changed since:")
    before = store.framework(min(coding.framework_version for coding in codings))[1]
    changes = [
        change
        for change in code_changes(before, framework)
        if change.code_id == code_id and change.what in MEANING
    ]
    st.html(changes_html(changes, framework, titled=False))
    for coding in codings[:AT_ONCE]:
        _show_coding(store, coder, coding)
    if len(codings) > AT_ONCE:
        st.caption(f"The first {AT_ONCE} are shown; the others follow as these are done.")


def _show_coding(store: Store, coder: Coder, coding: Coding) -> None:
    document = store.document(coding.document_id)
    words, before = passage_and_before(document, coding.start, coding.end)
    place = {"study": store.study().id, "document": document.id, "at": coding.start}
    key = f"{coding.document_id}_{coding.start}_{coding.end}_{coding.code_id}"
    with st.container(border=True):
        if before:
            st.caption(plain(before[-300:]))
        st.text(words)
        if coding.memo:
            st.caption(plain(f"Memo: {coding.memo}"))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "It still holds",
                key=f"holds_{key}",
                icon=":material/check:",
                on_click=confirm,
                args=(store, coder, coding),
            )
            st.markdown(
                f"[{plain(document.name)} L{document.line_of(coding.start)}]"
                f"(code?{urlencode(place)})",
                width="content",
            )


def _show_verdicts(store: Store, coder: Coder) -> None:
    verdicts = standing_adjudications(
        store.adjudications(document_ids=open_documents(store, coder.id))
    )
    found: Mapping[str, Sequence[object]] = verdicts_to_recheck(verdicts, _since(store))
    if not found:
        return
    framework: Framework = store.framework()[1]
    st.subheader("Verdicts made under an older meaning", anchor=False)
    for code_id, ones in found.items():
        name = framework.code_by_id[code_id].name
        link = "adjudicate?" + urlencode({"study": store.study().id, "row": code_id})
        what = counted(len(ones), "verdict")
        st.markdown(f"[{plain(code_id)} {plain(name)}]({link}): {what}")
