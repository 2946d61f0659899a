"""The speaker in bold (or italic, or underlined) type before the words, without a colon."""

from coding.transcripts.labels import is_name, is_role_label, tidy
from coding.transcripts.layouts.base import Layout, Recognition, recognise_styles
from coding.transcripts.openings import Opening, Parsed, Style, turns_of_lines
from coding.transcripts.source import Line, Source


def _opener(line: Line) -> Opening | None:
    text = line.text.strip()
    if not line.lead:
        return None
    label = tidy(text[: line.lead].rstrip(" \t:.-–—"))
    if not (is_role_label(label) or is_name(label)):
        return None
    return Opening(label, text[line.lead :].lstrip(" \t\xa0:.-–—"))


_STYLES = (Style(lambda _: None, by_type=_opener),)


def _recognise(source: Source) -> Recognition:
    return recognise_styles(source, _STYLES, weight=0.83)


def _parse(source: Source) -> Parsed:
    return turns_of_lines(source, _STYLES)


BOLD_NAMES = Layout(
    "bold-names", "The speaker in bold type before the words, without a colon", _recognise, _parse
)
"""A colon behind the bold name makes it plain labels, which are surer."""
