"""The words of a query over cases: names, signs, brackets, and what stands in quotation marks."""

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST_QUERY = 2_000


class QueryError(ValueError):
    """A query that cannot be read; the message says where, and what to write.

    `at` is the offset of the character in the query at which it went wrong.
    """

    def __init__(self, at: int, why: str) -> None:
        super().__init__(f"At character {at + 1:,} of the query: {why}")
        self.at = at


class Sort(StrEnum):
    """What a word of a query is."""

    QUOTED = "quoted"
    SIGN = "sign"
    BRACKET = "bracket"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query, from `start` to `end`; `text` has no quotation marks around it."""

    sort: Sort
    text: str
    start: int
    end: int

    def says(self, *words: str) -> bool:
        """Return whether it is one of these words or signs, bare and in whatever case."""
        return self.sort is not Sort.QUOTED and self.text.casefold() in words


_PATTERN = re.compile(
    r"""\s+
    | "(?P<double>(?:[^"]|"")*)" | “(?P<curly>[^”]*)” | '(?P<single>[^']*)' | ‘(?P<bent>[^’]*)’
    | (?P<sign>>=|<=|!=|<>|==|[=<>≠≥≤])
    | (?P<bracket>[(),])
    | (?P<word>(?!["'“‘])(?:(?!!=)[^\s(),=<>≠≥≤])+)
    """,
    re.VERBOSE,
)


def query_words(text: str) -> tuple[QueryWord, ...]:
    """Return the words of a query, in order.

    Raises:
        QueryError: If a quotation mark is not closed, or the query is endlessly long.
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(LONGEST_QUERY, f"a query has {LONGEST_QUERY:,} characters at most.")
    words = []
    at = 0
    while at < len(text):
        found = _PATTERN.match(text, at)
        if found is None:
            raise QueryError(at, f"the quotation mark {text[at]} is not closed.")
        if found.lastgroup is not None:
            words.append(_word(found, found.lastgroup))
        at = found.end()
    return tuple(words)


def _word(found: re.Match[str], group: str) -> QueryWord:
    quoted = group not in ("sign", "bracket", "word")
    sort = Sort.QUOTED if quoted else Sort(group)
    text = found[group].replace('""', '"') if group == "double" else found[group]
    return QueryWord(sort, text, found.start(), found.end())


def quoted(text: str) -> str:
    """Return a name or value as it can stand in a query, whatever it holds."""
    return '"' + text.replace('"', '""') + '"'
