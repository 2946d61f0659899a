"""Putting together what pictures show: only what is in sight of the person who asks.

The page and the command line both use this. Drawing is loaded when something is drawn: it takes
a second, and most commands and pages draw nothing.
"""

import io
import os
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from coding.case_query import chosen_cases
from coding.corrections import Reading
from coding.matrix import FrameworkMatrix
from coding.matrix_views import narrowed
from coding.store import Store
from exports.picture_contents import PictureContents
from ui.charting import Sight, acts_in_sight, matrix_for
from ui.matrixrows import telling
from ui.places import cache_folder

if TYPE_CHECKING:
    from exports.picture_paper import Picture

PNG, SVG = "png", "svg"
TYPES = {PNG: "image/png", SVG: "image/svg+xml", "zip": "application/zip"}


def pictured_matrix(store: Store, sight: Sight, whose: str | None) -> FrameworkMatrix:
    """Return the matrix that pictures are drawn of; their figures need nobody's words."""
    acts = acts_in_sight(store, sight)
    return matrix_for(store, sight, acts, whose=whose, reading=Reading.FROZEN)


def of_cases(matrix: FrameworkMatrix, query: str) -> tuple[FrameworkMatrix, tuple[str, ...]]:
    """Return the matrix of the cases that are asked for, and the sentences that say so.

    Raises:
        QueryError: If the query cannot be read.
    """
    if not query.strip():
        return matrix, ()
    kept = chosen_cases(matrix.cases, query)
    told = f"Only cases with {query.strip()}: {len(kept):,} of {len(matrix.cases):,}."
    return narrowed(matrix, case_ids={case.id for case in kept}), (told,)


def picture_contents(
    store: Store, sight: Sight, matrix: FrameworkMatrix, filters: tuple[str, ...] = ()
) -> PictureContents:
    """Return what the pictures of a matrix say, with its documents and how they are cut."""
    housed = {key for case in matrix.cases for key in case.document_ids}
    documents = tuple(document for document in sight.documents if document.id in housed)
    return PictureContents(
        study_name=store.study().name,
        matrix=matrix,
        documents=documents,
        segments={document.id: store.segments(document.id) for document in documents},
        coders=store.coders(),
        made_at=datetime.now().astimezone(),
        filters=filters,
    )


def ready_to_draw() -> None:
    """Let matplotlib keep its list of typefaces in our own folder, before it is loaded."""
    os.environ.setdefault("MPLCONFIGDIR", str(cache_folder() / "matplotlib"))


def usual_pictures(contents: PictureContents, form: str) -> "Iterator[tuple[str, Picture]]":
    """Yield the usual pictures of a study under the names of their files."""
    from exports.picture_files import picture_files
    from exports.picture_paper import PictureFormat

    attribute = (*telling(contents.matrix.attributes), "")[0]
    return picture_files(contents, PictureFormat(form), attribute=attribute)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files in one archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as together:
        for name, data in files:
            together.writestr(name, data)
    return archive.getvalue()
