"""Pre-tagging: what the machine proposes before people have decided anything.

`fit_tagger(framework)` makes a `Tagger`; `Tagger.suggest(segments)` proposes codes with reasons.
Importing this package is quick: the libraries are loaded when a tagger is made.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from coding.pretag.encoder import Encoder, EncoderError, TaggerError
from coding.pretag.segment_text import SegmentText

if TYPE_CHECKING:
    from coding.pretag.offers import Limits
    from coding.pretag.passages import KeptVectors, TaggingCancelledError
    from coding.pretag.tagger import Ranking, Tagger, fit_tagger

__all__ = [
    "Encoder",
    "EncoderError",
    "KeptVectors",
    "Limits",
    "Ranking",
    "SegmentText",
    "Tagger",
    "TaggerError",
    "TaggingCancelledError",
    "fit_tagger",
]

_LATER = {
    "KeptVectors": "passages",
    "TaggingCancelledError": "passages",
    "Limits": "offers",
    "Ranking": "tagger",
    "Tagger": "tagger",
    "fit_tagger": "tagger",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"coding.pretag.{_LATER[name]}"), name)
