"""The machine's part in the study: a report to download for the methods section."""

from datetime import UTC, datetime

import streamlit as st

from coding.governance import Trial
from coding.machine_part import machine_part
from coding.machine_report import machine_report
from coding.model import Coder
from coding.store import Store
from framework.model import Framework
from ui.suggested import Offering
from ui.version import program_version


def report_text(
    store: Store, coder: Coder, framework: Framework, how: Offering, found: tuple[Trial, ...]
) -> str:
    """Return the report on what the coder may see."""
    states = sorted(store.pretag_state(), key=lambda one: one.heartbeat)
    names = [one.tagger for one in states if one.tagger]
    learnt = [how.lesson.tagger] if how.lesson else []
    part = machine_part(
        found,
        taggers=tuple(dict.fromkeys([*names, *learnt])),
        framework_versions=tuple(sorted({one.framework_version for one in states})),
        threshold=how.threshold,
        mute_below=how.mute_below,
        muted=tuple(sorted(how.muted_codes)),
    )
    return machine_report(
        part,
        study=store.study().name,
        code_names={code.id: f"{code.id} {code.name}" for code in framework.codes()},
        lesson=how.lesson,
        program=f"Betweenlines {program_version()}",
        made_at=datetime.now(UTC),
        sight=f"Counted is what {coder.name} may see: their own decisions, and others' on "
        "interviews that all have finished.",
    )


def show_part(
    store: Store, coder: Coder, framework: Framework, how: Offering, found: tuple[Trial, ...] | None
) -> None:
    """Draw the download, and the report itself to read, once the trials are counted."""
    st.header("For the methods section", anchor=False)
    if found is None:
        st.caption("Count how suggestions fared first, above; then the report is here.")
        return
    text = report_text(store, coder, framework, how, found)
    st.write(
        "What suggested, how sure it had to be, and what people made of it: accepted, changed, "
        "rejected, passed over, added by hand, and the share of control passages."
    )
    st.download_button(
        "Download the report (Markdown)",
        text,
        file_name="machine-part.md",
        mime="text/markdown",
        icon=":material/download:",
        on_click="ignore",
        key="machine_part",
    )
    with st.expander("Read it here"):
        st.text(text)
