"""The pages and their order; what stands on every page: the study, and who is coding."""

from pathlib import Path

import streamlit as st

from ui.masthead import show_masthead

SCREENS = Path(__file__).with_name("screens")
PAGES = (
    ("transcripts", "Transcripts", "description", "The interviews, and how far they are."),
    ("plan", "Plan", "assignment", "Who codes what, blind, and who is how far."),
    ("code", "Code", "ink_highlighter", "Read an interview and decide on its codes."),
    ("suggestions", "Suggestions", "lightbulb", "How sure, how right, and which are muted."),
    ("agreement", "Agreement", "balance", "How far coders agree, and where they do not."),
    ("adjudicate", "Adjudicate", "gavel", "Settle the passages on which coders differ."),
    ("matrix", "Matrix", "grid_on", "Each case on each code, summarised in your words."),
    ("pictures", "Pictures", "bar_chart", "Heat map, profile, saturation: to look at and print."),
    ("framework", "Framework", "account_tree", "Themes and codes: browse and search."),
    ("cases", "Cases", "groups", "The people or sites, and their attributes."),
    ("memos", "Memos", "sticky_note_2", "Every note in the study, in one list."),
    ("export", "Export", "download", "Take the matrix, codings and framework away."),
    ("log", "Log", "history", "Who did what, and when."),
    ("studies", "Studies", "folder_open", "Open another study, or begin one."),
)
HIDDEN = (
    ("add", "Add interviews", "upload_file", "Bring transcripts into the study."),
    ("language_model", "Language model", "cloud_upload", "Ask one of your own; off by default."),
    ("bring_back", "Bring back", "upload_file", "Take in what was edited in a workbook."),
)


def _page(name: str, title: str, icon: str, about: str, *, hidden: bool = False):
    return st.Page(
        SCREENS / f"{name}.py",
        title=title,
        icon=f":material/{icon}:",
        help=about,
        default=name == "transcripts",
        visibility="hidden" if hidden else "visible",
    )


st.set_page_config(page_title="Betweenlines", page_icon="🖍️", layout="wide")
page = st.navigation(
    [*(_page(*one) for one in PAGES), *(_page(*one, hidden=True) for one in HIDDEN)],
    position="top",
)
show_masthead(page.url_path)
page.run()
