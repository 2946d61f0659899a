"""Framework: its dimensions, themes and codes, to browse, to search and to sharpen."""

from datetime import UTC, datetime

import streamlit as st

from coding.model import Coder
from coding.store import Store
from framework.model import Code, Framework
from framework.search import find_codes
from ui.empty import need_study
from ui.frameworkversions import show_versions
from ui.frameworkview import codes_html
from ui.lookagain import show_to_recheck, to_recheck
from ui.session import current_coder
from ui.sharpen import SharpenData, show_editor
from ui.token import pass_for, sign_pass
from ui.tryingview import show_trying
from ui.wording import counted, plain

CODES, VERSIONS, AGAIN, TRY = "Codes", "Versions", "To look at again", "Try the examples"

READING_WIDTH = 760  # pixels: longer lines are hard to read


def show_head(version: int, framework: Framework, text: str) -> None:
    st.title("Framework")
    codes = tuple(framework.codes())
    st.markdown(
        f"**{plain(framework.name)}**, version {version} of this study: "
        f"{counted(len(framework.themes), 'theme')}, {counted(len(codes), 'code')}"
    )
    if framework.about:
        st.text(framework.about, width=READING_WIDTH)
    st.download_button(
        "Download as a file",
        text,
        file_name="framework.yaml",
        mime="application/yaml",
        icon=":material/download:",
        on_click="ignore",
    )
    for dimension in framework.dimensions:
        with st.expander(
            f"{plain(dimension.name)}: " + ", ".join(plain(v.name) for v in dimension.values)
        ):
            st.text(
                dimension.rule or "No rule is written down for this dimension.", width=READING_WIDTH
            )


def show_filters(framework: Framework) -> tuple[str, dict[str, list[str]]]:
    words = st.text_input(
        "Find a code", placeholder="Words of a name, definition, example…", key="framework_find"
    )
    chosen = {}
    if framework.dimensions:
        with st.container(horizontal=True):
            for dimension in framework.dimensions:
                names = {value.id: value.name for value in dimension.values}
                chosen[dimension.id] = st.pills(
                    dimension.name,
                    list(names),
                    format_func=names.get,
                    selection_mode="multi",
                    key=f"framework_{dimension.id}",
                )
    return words, {key: values for key, values in chosen.items() if values}


def shown_codes(framework: Framework, words: str, chosen: dict[str, list[str]]) -> list[Code]:
    found = [find.code for find in find_codes(framework, words)]
    codes = found if words.strip() else list(framework.codes())
    return [
        code
        for code in codes
        if all(framework.values_of(code.id).get(key) in values for key, values in chosen.items())
    ]


def take_link(framework: Framework) -> None:
    """Have the editor opened on the code that a link names, once."""
    code_id = st.query_params.pop("sharpen", None)
    if code_id in framework.code_by_id:
        st.session_state["sharpen_asked"] = st.session_state.get("sharpen_asked", 0) + 1
        st.session_state["sharpen_code"] = code_id


def place_editor(store: Store, coder: Coder | None, version: int, framework: Framework) -> None:
    asked = st.session_state.get("sharpen_asked", 0)
    if coder is None:
        if asked:
            st.warning("Say first who you are, at the top: changes are kept with a name.")
        return
    study_id = store.study().id
    granted = pass_for(study_id, coder.id, None, now=datetime.now(UTC))
    data = SharpenData(
        study_id=study_id,
        coder_id=coder.id,
        framework=framework,
        framework_version=version,
        token=sign_pass(granted, store.secret()),
        code_id=st.session_state.get("sharpen_code"),
        asked=asked,
    )
    show_editor(data, key=f"sharpen_{study_id}_{coder.id}")


def show_codes(framework: Framework, study_id: str) -> None:
    words, chosen = show_filters(framework)
    codes = shown_codes(framework, words, chosen)
    if not codes:
        st.info("No code has all these words. Try fewer, or clear the filters.")
    else:
        st.html(codes_html(framework, codes, study_id=study_id))


store = need_study()
coder = current_coder(store)
version, framework = store.framework()
show_head(version, framework, store.framework_text())
take_link(framework)
place_editor(store, coder, version, framework)
again = to_recheck(store, coder) if coder and version > 1 else ()
names = {AGAIN: f"{AGAIN} ({len(again)})" if again else AGAIN}
view = st.segmented_control(
    "What is shown",
    [CODES, VERSIONS, TRY, *([AGAIN] if coder else [])],
    default=CODES,
    required=True,
    format_func=lambda name: names.get(name, name),
    label_visibility="collapsed",
    key="framework_view",
)
if view == VERSIONS:
    show_versions(store)
elif view == TRY:
    show_trying(store, version, framework)
elif view == AGAIN and coder:
    show_to_recheck(store, coder, again)
else:
    show_codes(framework, store.study().id)
