"""The entry: the pages of `ui/main.py` and the routes that keep decisions, on one server."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

import ui
from ui.browser import NameBrowser
from ui.route import routes

app = st.App(
    str(Path(ui.__file__).with_name("main.py")),
    routes=routes(),
    middleware=[Middleware(NameBrowser)],
)
