"""The pages and their order; what stands on every page: the study, and who is coding."""

from pathlib import Path

import streamlit as st

from ui.masthead import show_masthead

SCREENS = Path(__file__).with_name("screens")


def _screen(name: str, title: str, icon: str, about: str) -> "st.Page":
    return st.Page(
        SCREENS / f"{name}.py",
        title=title,
        icon=f":material/{icon}:",
        help=about,
        default=name == "transcripts",
    )


st.set_page_config(page_title="Betweenlines", page_icon="🖍️", layout="wide")
page = st.navigation(
    [
        _screen(
            "transcripts", "Transcripts", "description", "The interviews, and how far they are."
        ),
        _screen("code", "Code", "ink_highlighter", "Read an interview and decide on its codes."),
        _screen("framework", "Framework", "account_tree", "Themes and codes: browse and search."),
        _screen("cases", "Cases", "groups", "The people or sites, and their attributes."),
        _screen("studies", "Studies", "folder_open", "Open another study, or begin one."),
    ],
    position="top",
)
show_masthead(page.url_path)
page.run()
