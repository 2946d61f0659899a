"""The sentence around a word, short enough to be read beside it."""

import re

from coding.pseudonyms.values import Hit, Passage

MOST_BESIDE = 140
"""At most so many characters on either side of the word."""

_ENDS = re.compile(r"[.?!…]+[\"”’')\]]*\s|\n")


def sentence_around(passage: Passage, hit: Hit) -> tuple[str, str, str]:
    """Return what stands before the word in its sentence, the word as written, and what follows.

    What is cut off is shown by an ellipsis.
    """
    text = passage.text
    begins = [match.end() for match in _ENDS.finditer(text, 0, hit.start)]
    start = begins[-1] if begins else 0
    ends = _ENDS.search(text, hit.end)
    end = ends.end() if ends else len(text)
    before, after = text[start : hit.start], text[hit.end : end].rstrip()
    if len(before) > MOST_BESIDE:
        before = "… " + before[-MOST_BESIDE:].partition(" ")[2]
    if len(after) > MOST_BESIDE:
        after = after[:MOST_BESIDE].rpartition(" ")[0] + " …"
    return before, text[hit.start : hit.end], after
