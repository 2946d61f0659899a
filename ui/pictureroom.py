"""What the sections of the page Pictures share: what they draw from, and how it is drawn.

Drawing is loaded when something is drawn (`ui.picturing`).
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from coding.matrix import FrameworkMatrix
from exports.picture_contents import PictureContents
from ui.pictureshow import Draw
from ui.wording import plain

if TYPE_CHECKING:
    from exports.picture_files import Sheet
    from exports.picture_paper import Picture


@dataclass(frozen=True, slots=True)
class Room:
    """What all sections draw from. `asked` tells this study, state, viewer and choice of cases."""

    study_id: str
    contents: PictureContents
    asked: tuple[Hashable, ...]

    @property
    def matrix(self) -> FrameworkMatrix:
        """Return the matrix with codes in its columns."""
        return self.contents.matrix


def drawing(make: "Callable[[Sheet], Iterable[Picture]]") -> Draw:
    """Return what draws in a format, for the dark page or for paper."""

    def draw(form: str, dark: bool) -> tuple[bytes, ...]:
        from exports.picture_files import Sheet
        from exports.picture_paper import NIGHT, PRINT, PictureFormat

        sheet = Sheet(PictureFormat(form), NIGHT if dark else PRINT)
        return tuple(picture.data for picture in make(sheet))

    return draw


def tell(lines: Iterable[str]) -> None:
    """Write lines below a picture; what to beware of stands out."""
    for line in lines:
        if line.startswith("Beware"):
            st.warning(plain(line))
        else:
            st.caption(plain(line))
