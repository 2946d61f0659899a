"""Language model: where it is, whether it is on, what asking takes, and what came of it."""

from dataclasses import replace

import streamlit as st

from coding.language_model import DRAFTING, PROMPT_VERSION, TAGGING, LanguageModelError, Settings
from coding.language_model.settings import checked_key, with_address
from coding.store import Store
from ui.empty import need_study
from ui.languagemodel.asking import show_asking
from ui.languagemodel.own import keep_settings, own_settings, record_switch, switch
from ui.languagemodel.trying import show_test
from ui.session import current_coder
from ui.wording import plain

ABOUT = (
    "Betweenlines suggests codes by itself, and nothing leaves your computer. If you have a "
    "language model of your own to ask, on this computer or on a server that your ethics "
    "approval allows, it can be a second opinion on suggestions, and draft cells of the matrix. "
    "It is off until you switch it on, for each study by itself."
)
WIDTH = 760


def coder_id(store: Store) -> str | None:
    coder = current_coder(store)
    return coder.id if coder else None


def show_address(store: Store, settings: Settings) -> None:
    st.header("Where it is", anchor=False)
    with st.form("model_where", width=WIDTH):
        address = st.text_input(
            "Address",
            settings.address,
            placeholder="http://127.0.0.1:11434/v1",
            help="Any address that speaks as OpenAI's does: Ollama, llama.cpp, LM Studio, vLLM, or "
            "a server of your university. Only https:// for other computers.",
            key="model_address",
        )
        name = st.text_input("Model", settings.model, key="model_name", max_chars=120)
        key = st.text_input(
            "Key, if it asks for one",
            type="password",
            placeholder="kept" if settings.key else "",
            help="Kept in your own settings on this computer, readable by you alone; never in the "
            "study or in a log. It is taken back when the address moves to another computer.",
            key="model_key",
        )
        with st.container(horizontal=True):
            price_in = price("Price per million tokens read", settings.price_in, "model_price_in")
            price_out = price("… and written", settings.price_out, "model_price_out")
        if st.form_submit_button("Save", key="model_save"):
            typed = replace(settings, price_in=price_in, price_out=price_out)
            save(store, typed, address=address, name=name, key=key)


def price(label: str, value: float | None, key: str) -> float | None:
    return st.number_input(
        label, min_value=0.0, value=value, placeholder="left out", format="%.2f", key=key
    )


def save(store: Store, settings: Settings, *, address: str, name: str, key: str) -> None:
    try:
        changed = replace(with_address(settings, address), model=name.strip())
        if key.strip():
            changed = replace(changed, key=checked_key(key))
    except LanguageModelError as error:
        st.error(plain(str(error)))
        return
    keep_settings(changed)
    record_switch(store, changed, coder_id=coder_id(store))
    st.rerun()


def show_consent(settings: Settings) -> None:
    host = settings.host
    if settings.stays_here:
        st.caption(
            ":material/computer: This address is your own computer. Make sure that what answers "
            "there is a model that runs here, and not a program that passes on what it gets."
        )
        return
    if settings.consented:
        st.caption(f":material/check: You have consented to sending passages to {plain(host)}.")
        return
    st.warning(
        f"{plain(host)} is another computer. Participants' words will be sent there. Check that "
        "your ethics approval, the participants' consent and your contract with whoever runs it "
        "allow this."
    )
    with st.form("model_consent", border=False, width=WIDTH):
        typed = st.text_input(f"To consent, type {plain(host)}", key="model_consent_host")
        if st.form_submit_button("I consent", key="model_consent_give"):
            if typed.strip().lower() == host:
                keep_settings(replace(settings, consent=host))
                st.rerun()
            st.error("That is not the host's name as it stands above. Nothing is sent.")


def show_switch(store: Store, settings: Settings) -> None:
    ready = bool(settings.address and settings.model) and settings.consented
    on = settings.is_on(store.study().id)
    # the key names the state, so that the switch never shows what another window left
    now = st.toggle(
        "Use it for this study", on, disabled=not ready, key=f"model_on_{on}_{store.study().id}"
    )
    if not ready:
        st.caption("It can be switched on once it has an address, a name and your consent.")
    if now != on:
        switch(store, settings, on=now, coder_id=coder_id(store))
        st.rerun()


def show_prompts() -> None:
    with st.expander(f"What the language model is told (prompt version {PROMPT_VERSION})"):
        st.caption("Report these words in the methods section. First for suggesting codes:")
        st.code(TAGGING, language=None, wrap_lines=True)
        st.caption("And for drafting a cell of the matrix:")
        st.code(DRAFTING, language=None, wrap_lines=True)


store = need_study()
settings = own_settings()
st.title("Language model")
st.write(ABOUT)
show_address(store, settings)
if settings.address:
    show_consent(settings)
show_switch(store, settings)
if settings.is_on(store.study().id):
    show_test(store.study().id)
    show_asking(store, coder_id(store))
show_prompts()
