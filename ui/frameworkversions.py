"""The versions of the framework: who changed what, when and why, with the changes word by word."""

import html
from collections.abc import Iterable, Sequence
from itertools import groupby

import streamlit as st

from coding.store import FrameworkVersion, Store
from framework.changes import CodeChange, Part, code_changes, word_parts
from framework.model import Framework
from ui.wording import plain

STYLE = """<style>
.bl-changes{font-size:.9rem;line-height:1.5;overflow-wrap:anywhere}
.bl-changes h4{font-size:.95rem;margin:.6rem 0 .15rem;padding:0}
.bl-changes p{margin:.1rem 0}
.bl-changes .what{opacity:.75;margin-right:.4em}
.bl-changes ins{text-decoration:underline 2px;text-underline-offset:.15em;
background:color-mix(in srgb,#1c9a6c 20%,transparent)}
.bl-changes del{background:color-mix(in srgb,#b3261e 16%,transparent)}
</style>"""


def all_versions(store: Store) -> list[tuple[FrameworkVersion, Framework]]:
    """Return every version of the framework, oldest first, with its value."""
    return [(version, store.framework(version.number)[1]) for version in store.framework_versions()]


def show_versions(store: Store) -> None:
    """Draw the versions, newest first."""
    names = {coder.id: coder.name for coder in store.coders()}
    versions = all_versions(store)
    st.html(STYLE)
    for place in range(len(versions) - 1, -1, -1):
        version, framework = versions[place]
        before = versions[place - 1][1] if place else None
        with st.container(border=True):
            _show_head(store, version, names.get(version.coder_id or "", ""))
            if before is not None:
                st.html(changes_html(code_changes(before, framework), framework))


def _show_head(store: Store, version: FrameworkVersion, name: str) -> None:
    at = version.added_at.astimezone()
    when = f"{at.day} {at:%B %Y, %H:%M}"
    with st.container(horizontal=True, vertical_alignment="center"):
        who = f" · {plain(name)}" if name else ""
        st.markdown(f"**Version {version.number}** · {when}{who}", width="content")
        st.space("stretch")
        st.download_button(
            "Download",
            lambda: store.framework_text(version.number),
            file_name=f"framework version {version.number}.yaml",
            mime="application/yaml",
            icon=":material/download:",
            on_click="ignore",
            key=f"framework_version_{version.number}",
        )
    st.text(version.reason)


def changes_html(
    changes: Sequence[CodeChange], framework: Framework, *, titled: bool = True
) -> str:
    """Return changes as HTML that is safe for any text, what went and came marked.

    They stand code by code, each under its name unless `titled` is false.
    """
    if not changes:
        return '<div class="bl-changes"><p>No code was changed.</p></div>'
    parts = []
    for code_id, ones in groupby(changes, key=lambda change: change.code_id):
        code = framework.code_by_id.get(code_id)
        title = html.escape(f"{code_id} {code.name}" if code else code_id)
        parts.append(f"<h4>{title}</h4>" if titled else "")
        parts += [_line(one) for one in ones]
    return f'<div class="bl-changes">{"".join(parts)}</div>'


def _line(change: CodeChange) -> str:
    return f'<p><span class="what">{html.escape(change.what)}</span>{_words(change)}</p>'


def _words(change: CodeChange) -> str:
    if change.before is None or change.after is None:
        part = Part.ADDED if change.before is None else Part.REMOVED
        return _marked([(part, change.after or change.before or "")])
    return _marked(word_parts(change.before, change.after))


def _marked(parts: Iterable[tuple[Part, str]]) -> str:
    tags = {Part.ADDED: "ins", Part.REMOVED: "del"}
    return "".join(
        f"<{tags[part]}>{html.escape(text)}</{tags[part]}>" if part in tags else html.escape(text)
        for part, text in parts
    )
