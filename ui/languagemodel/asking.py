"""Asking about a study's passages: what it will take, how far it is, and what came of it."""

import streamlit as st

from coding.language_model.asking import Tally
from coding.language_model.estimating import Estimate
from coding.store import Store
from ui.jobs import JobPhase
from ui.languagemodel.own import own_settings
from ui.languagemodel.running import ASK, ESTIMATE, Work, begin, latest_work, outcome, stop
from ui.wording import counted, plain

_MINUTE, _HOUR = 60, 3600


def show_asking(store: Store, coder_id: str | None) -> None:
    """Draw the estimate, the way to begin, progress, and what was refused."""
    st.header("Ask about the passages", anchor=False)
    study_id = store.study().id
    if not any(entry.codable for entry in store.documents()):
        st.write("There is no passage to ask about yet. Add an interview.")
        return
    work = latest_work(study_id)
    if work and work.state.phase is JobPhase.RUNNING:
        _under_way(study_id)
        return
    if work:
        _show_end(work)
    _show_ways(study_id, coder_id, work)


def _show_ways(study_id: str, coder_id: str | None, work: Work | None) -> None:
    done = outcome(work) if work else None
    if done is None:
        st.write(
            "First see what it will take. The estimate sends one passage, whose answer is kept, "
            "so that the time is known."
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Estimate what it takes",
            key="model_estimate",
            on_click=begin,
            args=(study_id, ESTIMATE, coder_id),
        )
        if work is not None and (done is None or done.estimate.passages):
            began_asking = work.kind == ASK
            st.button(
                "Go on asking" if began_asking else "Ask about these passages",
                type="primary",
                key="model_ask",
                on_click=begin,
                args=(study_id, ASK, coder_id),
            )


def _show_end(work: Work) -> None:
    state, done = work.state, outcome(work)
    if state.phase is JobPhase.FAILED:
        st.error(plain(state.why) or "Something unforeseen went wrong. What was answered is kept.")
    elif state.phase is JobPhase.CANCELLED:
        st.info("It was stopped. What was answered is kept and is not asked for again.")
    if done is None:
        return
    if done.tally is not None:
        for line in tally_lines(done.tally):
            st.text(line)
    if work.kind == ESTIMATE or done.estimate.passages:
        st.text(estimate_line(done.estimate))
    elif done.tally is not None:
        st.success("Every passage is answered. The suggestions are in the interviews.")


@st.fragment(run_every=0.5)
def _under_way(study_id: str) -> None:
    work = latest_work(study_id)
    state = work.state if work else None
    if work is None or state is None or state.phase is not JobPhase.RUNNING:
        st.rerun()
        return
    words = "Estimating: reading the passages, and asking about one"
    if work.kind == ASK:
        host = plain(own_settings().host)
        words = f"Asking {host}: {state.share:.0%} of the passages"
        if not state.share:
            words = "Reading the passages, about half a minute the first time"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(state.share, words)
        st.button("Stop", key="model_stop", on_click=stop, args=(study_id,))


def estimate_line(estimate: Estimate) -> str:
    """Return what is left to ask and what it takes, in a sentence or two."""
    if not estimate.passages:
        return f"All {counted(estimate.kept, 'passage')} are answered; nothing is left to send."
    told = (
        f"{counted(estimate.passages, 'passage')} with {estimate.words:,} words would be sent: "
        f"about {estimate.tokens_in:,} tokens read and {estimate.tokens_out:,} written"
    )
    if estimate.seconds is not None:
        told += f", about {duration(estimate.seconds)}"
    if estimate.cost is not None:
        told += f", about {estimate.cost:,.2f} at the prices that you typed"
    kept = f" {counted(estimate.kept, 'passage')} answered before." if estimate.kept else ""
    return f"{told}.{kept}"


def tally_lines(tally: Tally) -> list[str]:
    """Return what came of a run, a line each."""
    lines = [f"{counted(tally.answered, 'passage')} answered."]
    if tally.kept:
        lines += [f"{counted(tally.kept, 'passage')} had been answered before."]
    if tally.refused:
        lines += [f"On {counted(tally.refused, 'passage')} the model refused to answer."]
    if tally.left:
        lines += [
            f"{counted(tally.left, 'passage')} without a usable answer; go on to ask once more."
        ]
    if tally.invented_codes:
        lines += [f"{counted(tally.invented_codes, 'code')} that it was not given: struck out."]
    if tally.invented_quotes:
        quotes = counted(tally.invented_quotes, "quote")
        lines += [f"{quotes} that the passage does not hold: struck out, with the code."]
    return lines


def duration(seconds: float) -> str:
    """Return a length of time in the unit that fits."""
    if seconds < 2 * _MINUTE:
        return counted(max(1, round(seconds)), "second")
    if seconds < 2 * _HOUR:
        return counted(round(seconds / _MINUTE), "minute")
    return f"{seconds / _HOUR:.1f} hours"
