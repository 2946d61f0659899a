"""From sentences to passages: spans of one turn, cut and packed by their number of words.

A span is a pair of offsets into the text. All functions keep the spans in order, apart, and
every word in one of them.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

Span = tuple[int, int]

FEWEST_WORDS = 4
"""A sentence with fewer words ("Yeah." "No, no.") goes with the next one."""

_WORD = re.compile(r"\S+")
_JOINER = "\u200d"
_STRONG = frozenset(
    ("but", "so", "because", "cos", "cause", "anyway", "then", "well", "although", "though")
)
_WEAK = frozenset(("and", "or", "when", "if", "which", "i", "um", "uh", "er", "erm", "you", "like"))


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its ends; an empty span if there is nothing else."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


def inside_cluster(text: str, place: int) -> bool:
    """Return whether a cut at `place` would part what is seen as one character.

    That is a base from its combining mark, or an emoji from what is joined to it.
    """
    if not 0 < place < len(text):
        return False
    mark = text[place]
    return (
        unicodedata.category(mark)[0] == "M"
        or mark == _JOINER
        or text[place - 1] == _JOINER
        or "\U0001f3fb" <= mark <= "\U0001f3ff"
    )


def count_words(text: str, span: Span) -> int:
    """Return the number of words, by white space."""
    return len(text[span[0] : span[1]].split())


def merge_short(text: str, sentences: Sequence[Span], most: int) -> list[Span]:
    """Return the sentences with very short ones joined to the next one, or at the end the last.

    Nothing is joined that would then have more than `most` words.
    """
    merged: list[Span] = []
    sizes: list[int] = []
    for span in sentences:
        size = count_words(text, span)
        if sizes and sizes[-1] < FEWEST_WORDS and sizes[-1] + size <= most:
            merged[-1] = (merged[-1][0], span[1])
            sizes[-1] += size
        else:
            merged.append(span)
            sizes.append(size)
    if len(merged) > 1 and sizes[-1] < FEWEST_WORDS and sizes[-2] + sizes[-1] <= most:
        merged[-2:] = [(merged[-2][0], merged[-1][1])]
    return merged


def cut_long(text: str, sentences: Sequence[Span], aim: int, most: int) -> list[Span]:
    """Return the sentences with those of more than `most` words cut into windows of about `aim`."""
    spans: list[Span] = []
    for span in sentences:
        if count_words(text, span) <= most:
            spans.append(span)
        else:
            spans.extend(_windows(text, span, aim, most))
    return spans


def _windows(text: str, span: Span, aim: int, most: int) -> list[Span]:
    """Return a long sentence in even windows, cut before words that begin a new thought."""
    words = [found.span() for found in _WORD.finditer(text, *span)]
    count = max(-(-len(words) // most), round(len(words) / aim + 0.25))
    cuts = [0]
    while len(words) - cuts[-1] > most or len(cuts) < count:
        left = max(1, count - len(cuts) + 1)
        size = min(most, max(1, round((len(words) - cuts[-1]) / left)))
        cut = _best_cut(text, words, cuts[-1], size, most)
        if cut >= len(words):
            break
        cuts.append(cut)
    cuts.append(len(words))
    return [(words[first][0], words[last - 1][1]) for first, last in pairwise(cuts)]


def _best_cut(text: str, words: Sequence[Span], first: int, size: int, most: int) -> int:
    """Return which word should begin the next window, about `size` words after `first`."""
    target = first + size
    reach = size // 4
    places = range(max(first + 1, target - reach), min(first + most, target + reach) + 1)
    fitting = [
        place
        for place in places
        if place < len(words) and not inside_cluster(text, words[place][0])
    ]
    return min(
        fitting,
        key=lambda place: abs(place - target) - _welcome(text, words, place),
        default=min(target, len(words)),
    )


def _welcome(text: str, words: Sequence[Span], place: int) -> int:
    """Return how good a place is for a cut, in words that it may lie off the even one."""
    before = text[slice(*words[place - 1])]
    word = text[slice(*words[place])].casefold().strip(",.")
    if "\n" in text[words[place - 1][1] : words[place][0]]:
        return 20
    bonus = 6 if before[-1] in ",;:.?!…-–—" else 0
    if word in _STRONG:
        return bonus + 5
    return bonus + (3 if word in _WEAK else 0)


def packed(text: str, sentences: Sequence[Span], aim: int, most: int) -> list[Span]:
    """Return runs of whole sentences as near to `aim` words as can be, none above `most`.

    The sum of squared distances from `aim` is least, so that runs are even and no small rest is
    left over. A sentence that is longer than `most` by itself stays alone.
    """
    sizes = [count_words(text, span) for span in sentences]
    cost = [0.0]
    begins = [0]
    for end in range(1, len(sizes) + 1):
        words = 0
        best, best_begin = float("inf"), end - 1
        for begin in range(end - 1, -1, -1):
            words += sizes[begin]
            if words > most and begin < end - 1:
                break
            total = cost[begin] + (words - aim) ** 2
            if total < best:
                best, best_begin = total, begin
        cost.append(best)
        begins.append(best_begin)
    spans: list[Span] = []
    end = len(sizes)
    while end:
        spans.append((sentences[begins[end]][0], sentences[end - 1][1]))
        end = begins[end]
    return spans[::-1]
