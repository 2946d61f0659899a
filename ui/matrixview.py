"""In words: whose codings a matrix shows, and on which ground each interview stands in it."""

from collections.abc import Mapping

from coding.consensus import DocumentSource, Ground
from coding.matrix import FrameworkMatrix
from ui.wording import counted

CONSENSUS = "What the coders agree on"


def whose_line(matrix: FrameworkMatrix, coders: Mapping[str, str], viewer_id: str) -> str:
    """Return whose codings are charted, and from how many interviews, in a sentence or two."""
    if matrix.whose is None:
        lead = "Charted are the codes on which all who finished an interview agree"
    else:
        name = coders[matrix.whose]
        whose = "your codings" if matrix.whose == viewer_id else f"{name}'s codings"
        lead = f"Charted are {whose} alone"
    parts = [
        f"{counted(len(sources), 'interview')} {words}"
        for words, sources in _grouped(matrix, coders, viewer_id).items()
    ]
    return f"{lead}: {'; '.join(parts)}." if parts else f"{lead}."


def _grouped(
    matrix: FrameworkMatrix, coders: Mapping[str, str], viewer_id: str
) -> dict[str, list[DocumentSource]]:
    groups: dict[str, list[DocumentSource]] = {}
    for source in sorted(matrix.sources, key=lambda one: list(Ground).index(one.ground)):
        groups.setdefault(_ground(source, coders, viewer_id), []).append(source)
    return groups


def _ground(source: DocumentSource, coders: Mapping[str, str], viewer_id: str) -> str:
    names = sorted("you" if key == viewer_id else coders[key] for key in source.coder_ids)
    who = " and ".join(names)
    return {
        Ground.SHARED: f"by {who}",
        Ground.SETTLED: f"by {who}, with what was adjudicated",
        Ground.ONE_FINISHED: f"by {who} alone",
        Ground.ONE_BEGUN: f"begun by {who} and not finished",
        Ground.NOT_SETTLED: "not settled, because nobody has finished",
        Ground.UNCODED: "not coded yet, or not open to you yet",
    }[source.ground]


def source_lines(
    matrix: FrameworkMatrix, names: Mapping[str, str], coders: Mapping[str, str], viewer_id: str
) -> tuple[str, ...]:
    """Return, for each kind of ground, which interviews stand on it; `names` are theirs."""
    return tuple(
        f"{words[:1].upper()}{words[1:]}: {', '.join(names[s.document_id] for s in sources)}"
        for words, sources in _grouped(matrix, coders, viewer_id).items()
    )
