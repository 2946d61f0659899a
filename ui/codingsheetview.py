"""The part of the Export page that hands out coding sheets."""

import streamlit as st

from coding.model import Coder
from coding.store import Store
from ui.coding_sheets import coding_sheet_file, to_code
from ui.exporting import file_name
from ui.wording import told_apart

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_coding_sheets(store: Store, coder: Coder) -> None:
    """Draw the choice of interviews and the download of one coder's sheets."""
    st.header("Coding sheets (Excel)", anchor=False)
    st.write(
        "For whoever codes in a spreadsheet, for instance with a screen reader: a row for each "
        "passage, to be filled in and brought back. They hold your own codes, nobody else's, and "
        "no suggestions."
    )
    known = told_apart(to_code(store, coder.id))
    chosen = st.multiselect(
        "Interviews",
        list(known),
        format_func=known.get,
        placeholder="All that you are to code",
        key=f"sheets_of_{coder.id}",
    )
    with st.container(horizontal=True):
        st.download_button(
            "Download my coding sheets",
            lambda: coding_sheet_file(store, coder.id, chosen or tuple(known)),
            file_name=file_name(store.study().name, "coding sheets.xlsx"),
            mime=EXCEL,
            icon=":material/download:",
            on_click="ignore",
            disabled=not known,
            key="export_sheets",
        )


def show_way_back() -> None:
    """Draw the link to where edited workbooks are brought back."""
    st.page_link(
        "screens/bring_back.py",
        label="Bring back an edited workbook: the matrix or coding sheets",
        icon=":material/upload_file:",
    )
