"""What pictures are drawn of, and what each of them says about where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coding.matrix import FrameworkMatrix
from coding.model import Coder, Document, Segment


@dataclass(frozen=True, slots=True)
class PictureContents:
    """What pictures are drawn of. `matrix` has codes in its columns.

    `segments` are each document's, under its id. `filters` are sentences that say what was left
    out on purpose. `made_at` is an aware time and is shown as it is.
    """

    study_name: str
    matrix: FrameworkMatrix
    documents: tuple[Document, ...]
    segments: Mapping[str, Sequence[Segment]]
    coders: tuple[Coder, ...]
    made_at: datetime
    filters: tuple[str, ...] = ()


def basis_lines(contents: PictureContents) -> tuple[str, ...]:
    """Return whose codings are shown, how many interviews are finished, of which day, and filters.

    "Finished" counts the interviews of the cases that are shown.
    """
    matrix = contents.matrix
    if matrix.whose is None:
        whose = "what all coders who finished an interview agree on"
    else:
        names = {coder.id: coder.name for coder in contents.coders}
        whose = f"{names.get(matrix.whose, 'one coder')} alone"
    housed = {key for case in matrix.cases for key in case.document_ids}
    sources = [source for source in matrix.sources if source.document_id in housed]
    done = sum(source.finished for source in sources)
    of = f"{len(sources)} interview{'' if len(sources) == 1 else 's'}"
    day = f"{contents.made_at.day} {contents.made_at:%B %Y}"
    left_out = tuple(f"Not shown: {left.count:,} {left.what}." for left in matrix.left_out)
    return (
        f"Codings: {whose}; {done} of {of} finished.",
        *contents.filters,
        *left_out,
        f"{contents.study_name}, framework version {matrix.framework_version}, {day}.",
    )
