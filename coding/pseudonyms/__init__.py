"""Pseudonymising: finding what may give somebody away, and replacing what a person decides.

A person must still read: no rule and no list finds everything.
"""

from coding.pseudonyms.finding import candidates_in, find, located, merged, passages_of
from coding.pseudonyms.key import Key, new_key, read_key, save_key, with_rulings
from coding.pseudonyms.lists import study_list
from coding.pseudonyms.placeholders import as_placeholder, placeholders_in, suggested
from coding.pseudonyms.replacing import Replaced, pseudonymise
from coding.pseudonyms.sentences import sentence_around
from coding.pseudonyms.values import (
    Candidate,
    Found,
    Hit,
    Kind,
    Passage,
    PseudonymError,
    Ruling,
    folded,
)

__all__ = [
    "Candidate",
    "Found",
    "Hit",
    "Key",
    "Kind",
    "Passage",
    "PseudonymError",
    "Replaced",
    "Ruling",
    "as_placeholder",
    "candidates_in",
    "find",
    "folded",
    "located",
    "merged",
    "new_key",
    "passages_of",
    "placeholders_in",
    "pseudonymise",
    "read_key",
    "save_key",
    "sentence_around",
    "study_list",
    "suggested",
    "with_rulings",
]
