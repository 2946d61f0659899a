"""Pre-tagging: what the machine proposes before people have decided anything.

`fit_tagger(framework)` makes a `Tagger`; `Tagger.suggest(segments)` proposes codes with reasons.
Importing this package is quick: the libraries are loaded when a tagger is made.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from coding.pretag.encoder import Encoder, EncoderError, TaggerError
from coding.pretag.judged import Judged, judged_passages
from coding.pretag.segment_text import SegmentText

if TYPE_CHECKING:
    from coding.pretag.expecting import Basis, Curve, Expectation
    from coding.pretag.fitting import fit_tagger
    from coding.pretag.offers import Limits
    from coding.pretag.passages import KeptVectors, TaggingCancelledError
    from coding.pretag.tagger import Lesson, Ranking, Tagger

__all__ = [
    "Basis",
    "Curve",
    "Encoder",
    "EncoderError",
    "Expectation",
    "Judged",
    "KeptVectors",
    "Lesson",
    "Limits",
    "Ranking",
    "SegmentText",
    "Tagger",
    "TaggerError",
    "TaggingCancelledError",
    "fit_tagger",
    "judged_passages",
]

_LATER = {
    "Basis": "expecting",
    "Curve": "expecting",
    "Expectation": "expecting",
    "KeptVectors": "passages",
    "TaggingCancelledError": "passages",
    "Limits": "offers",
    "Lesson": "tagger",
    "Ranking": "tagger",
    "Tagger": "tagger",
    "fit_tagger": "fitting",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"coding.pretag.{_LATER[name]}"), name)
