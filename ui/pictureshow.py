"""A drawn picture on the page: the picture itself, its numbers as a table, and the downloads."""

import base64
import html
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import streamlit as st

from ui.exporting import file_name
from ui.picturing import PNG, SVG, TYPES, ready_to_draw, zipped

TABLE_STYLE = """<style>
.bl-numbers-box{overflow:auto;max-height:60vh}
.bl-numbers-box:focus-visible{outline:2px solid #1f8f75}
.bl-numbers{border-collapse:collapse;font-size:.875rem;margin:0}
.bl-numbers th,.bl-numbers td{padding:.2rem .8rem .2rem 0;text-align:start;border:0;
border-bottom:1px solid color-mix(in srgb,currentColor 18%,transparent)}
.bl-numbers td{font-variant-numeric:tabular-nums}
.bl-picture{max-width:100%;height:auto;border-radius:.4rem;display:block}
</style>"""

Draw = Callable[[str, bool], tuple[bytes, ...]]
"""Draws in a format ("png" or "svg"), for the dark page or for paper; a file for each sheet."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture to be shown: what tells it from all others, its name, and how it is drawn.

    `described` is what it shows in words; `sheets` says on how many it is written.
    """

    asked: tuple[Hashable, ...]
    name: str
    study_name: str
    described: str
    draw: Draw
    sheets: int = 1


@st.cache_data(max_entries=24, show_spinner="Drawing")
def drawn(asked: tuple[Hashable, ...], form: str, dark: bool, _draw: Draw) -> tuple[bytes, ...]:
    """Return the files of a picture; `asked` tells it from every other."""
    ready_to_draw()
    return _draw(form, dark)


def show_picture(shown: Shown) -> None:
    """Draw a picture in the colours of the page, with what it shows in words for who hears it."""
    dark = st.context.theme.type == "dark"
    for data in drawn(shown.asked, SVG, dark, shown.draw):
        source = base64.b64encode(data).decode()
        told = html.escape(shown.described)
        st.html(
            f'{TABLE_STYLE}<img class="bl-picture" alt="{told}" '
            f'src="data:image/svg+xml;base64,{source}">'
        )


def show_numbers(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw the numbers behind a picture as a table, safe for any names."""
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in headers)
    body = "".join(
        f'<tr><th scope="row">{html.escape(row[0])}</th>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    with st.expander("The numbers"):
        st.html(
            f'{TABLE_STYLE}<div class="bl-numbers-box" role="region" tabindex="0" '
            f'aria-label="The numbers"><table class="bl-numbers"><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>"
        )


def offer_files(shown: Shown) -> None:
    """Offer a picture as PNG and as SVG; in an archive where it has several sheets."""
    with st.container(horizontal=True):
        for form, what in ((PNG, "PNG, for a document"), (SVG, "SVG, to edit or to enlarge")):
            kind, name, data = _file(shown, form)
            st.download_button(
                f"Download {what}",
                data,
                file_name=file_name(shown.study_name, name),
                mime=TYPES[kind],
                icon=":material/download:",
                on_click="ignore",
                key=f"pictures_{form}",
            )


def _file(shown: Shown, form: str) -> tuple[str, str, Callable[[], bytes]]:
    """Return the kind of file, its name, and what makes it; it is drawn only when asked for."""

    def made() -> bytes:
        ready_to_draw()
        files = shown.draw(form, False)
        if shown.sheets == 1:
            return files[0]
        return zipped((f"{shown.name}-{n}.{form}", data) for n, data in enumerate(files, 1))

    if shown.sheets == 1:
        return form, f"{shown.name}.{form}", made
    return "zip", f"{shown.name} {form}.zip", made
