"""Memos: every note in the study in one list, with the way to what it is about."""

import html
from urllib.parse import urlencode

import streamlit as st

from coding.store import Store
from ui.empty import need_coder, need_study
from ui.memolist import MemoLine, memo_lines
from ui.wording import counted


def show_memo(line: MemoLine, study_id: str) -> None:
    where = html.escape(line.where)
    if line.document_id is not None and line.start is not None:
        query = urlencode({"study": study_id, "document": line.document_id, "at": line.start})
        where = f'<a href="code?{query}" target="_self" style="color:inherit">{where}</a>'
    elif line.cell is not None:
        query = urlencode({"study": study_id, "case": line.cell[0], "code": line.cell[1]})
        where = f'<a href="matrix?{query}" target="_self" style="color:inherit">{where}</a>'
    with st.container(border=True):
        st.html(
            f'<div style="font-size:.85rem;opacity:.85">{html.escape(line.kind)} · {where} · '
            f"{html.escape(line.coder)}</div>"
            f'<div dir="auto" style="white-space:pre-wrap;margin-top:.35rem">'
            f"{html.escape(line.text)}</div>"
        )


def chosen_lines(lines: tuple[MemoLine, ...]) -> list[MemoLine]:
    find, kind_side, who_side = st.columns([2, 1, 1])
    words = find.text_input("Find in memos", key="memo_find").casefold().split()
    kinds = sorted({line.kind for line in lines})
    coders = sorted({line.coder for line in lines})
    kind = kind_side.selectbox("Kind", kinds, index=None, placeholder="All kinds", key="memo_kind")
    who = who_side.selectbox("Who", coders, index=None, placeholder="Everybody", key="memo_who")
    return [
        line
        for line in lines
        if (kind is None or line.kind == kind)
        and (who is None or line.coder == who)
        and all(word in f"{line.text} {line.where}".casefold() for word in words)
    ]


def show_new(store: Store, coder_id: str) -> None:
    with st.popover("New memo about the study", icon=":material/note_add:"), st.form("new_memo"):
        text = st.text_area("Memo", height=160, max_chars=10_000)
        if st.form_submit_button("Keep", type="primary") and text.strip():
            store.write_memo(
                text.strip(), coder_id=coder_id, about="study", about_id=store.study().id
            )
            st.rerun()


store = need_study()
coder = need_coder(store)
st.title("Memos")
lines = memo_lines(store, coder.id)
show_new(store, coder.id)
if not lines:
    st.info("No memos yet. Write one on a code while coding with the key M, or on the study here.")
else:
    shown = chosen_lines(lines)
    st.caption(f"{counted(len(shown), 'memo')} shown of {len(lines):,}")
    for line in shown[:200]:
        show_memo(line, store.study().id)
    if len(shown) > 200:
        st.caption("Only the first 200 are shown. Narrow the search to see the others.")
