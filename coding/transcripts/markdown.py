"""Markdown: bold names at the start of a line, headings and quotes, without their signs."""

import re
from dataclasses import replace

from coding.model import Remark
from coding.transcripts.source import Line, Source

_HEADING = re.compile(r"#{1,6}\s{1,9}(?P<title>\S.{0,200}?)\s{0,9}#{0,6}")
_BOLD = re.compile(
    r"(?:[-*+>]\s+)?(?P<sign>\*\*\*|\*\*|__)(?P<lead>[^\n]{1,80}?)(?P=sign)(?P<rest>.*)", re.S
)
_QUOTE = re.compile(r"(?:>\s?)+")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|(?:\* ){3,})")


def without_markdown(source: Source) -> Source:
    """Return the source without the signs of Markdown, if it is Markdown.

    It is if two lines begin in bold, or two are headings. Signs inside the words stay.
    """
    lines = [block for block in source.blocks if isinstance(block, Line)]
    texts = [line.text.strip() for line in lines]
    bold = sum(_BOLD.fullmatch(text) is not None for text in texts)
    titles = sum(_HEADING.fullmatch(text) is not None for text in texts)
    if source.kind != "text" or (bold < 2 and titles < 2):
        return source
    kept: list[Line] = []
    remarks = [Remark(None, "The signs of Markdown at the start of lines were taken off.")]
    for line in lines:
        if _RULE.fullmatch(line.text.strip()):
            remarks.append(Remark(line.number, "A line drawn between parts was left out."))
        else:
            kept.append(_plain(line))
    return replace(source, blocks=tuple(kept), remarks=(*source.remarks, *remarks))


def _plain(line: Line) -> Line:
    text = line.text.strip()
    if title := _HEADING.fullmatch(text):
        return replace(line, text=title["title"], heading=True)
    if bold := _BOLD.fullmatch(text):
        return replace(line, text=bold["lead"] + bold["rest"], lead=len(bold["lead"]))
    quote = _QUOTE.match(text)
    if quote and not text.startswith(">>"):
        text = text[quote.end() :] or text
    return replace(line, text=text)
