"""A `Framework` as YAML that a researcher can read and edit; `reading` reads it back."""

import re

import yaml

from framework.model import Framework

_GUIDE = """\
# An analytical framework for Betweenlines. Lines that begin with "#" are notes.
#
# Of the whole framework
#   name        what it is called
#   version     your own label, such as "0.2"
#   about       where it comes from, what it is for, how far it has been checked
#   licence     under which others may use it
#   language    of the texts below, such as en
#   dimensions  the axes along which codes are sorted (there may be none). Each has an id, a
#               name, a rule (how coders choose) and values; each value has an id, a name and,
#               if you like, about
#   themes      groups of codes. Each has an id, a name, about, a colour (in quotes, such as
#               "#2a6f97"), dimensions (its value on each, such as level: patient) and codes
#
# Of each code
#   id           short, without spaces, never used again for anything else
#   name         what coders see
#   definition   what the code means, in a sentence or two
#   include      what also counts
#   exclude      what does not count, with the code that it belongs to
#   examples     how people really say it
#   near_misses  what sounds like it and is not: text and, if another code is right, belongs_to
#   cues         words that often go with it
#   counterpart  the id of the mirrored code, such as the facilitator of a barrier
#   colour       if it shall differ from its theme's
#   origin       deductive (from theory) or inductive (from the interviews)
#   suggest      false if the program shall never propose it
#   dimensions   only where the code differs from its theme
#
# Write in quotes: a text with ": " or " #" in it, one that begins with a sign such as
# * & ! [ { > | @ % - ? or a quotation mark, words such as no, yes, on, off, null, and ids
# that are numbers. ">-" means: the text goes on below, indented, until the indentation ends.
"""
_WIDTH = 86
_LONG = 70
_PROSE = re.compile(r"[^\s]+(?: [^\s]+)*")


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent list items under their key, as people do; PyYAML would not."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    lines = text.split("\n")
    if not all(line.isprintable() for line in lines):
        return '"'  # PyYAML would write a U+0085 as it is, and libyaml read it as a line's end
    if len(lines) == 1:
        return ">" if len(text) > _LONG and _PROSE.fullmatch(text) else None
    return "|" if all(line == line.strip() != "" for line in lines) else '"'


_Dumper.add_representer(str, _text)


def framework_yaml(framework: Framework) -> str:
    """Return the framework as YAML, after a guide to its fields; fields left empty are left out.

    Reading the text gives the same framework again.
    """
    values = framework.model_dump(mode="json", exclude_defaults=True)
    first = {"name": framework.name, "version": framework.version}
    body = yaml.dump(
        first | values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH
    )
    return f"{_GUIDE}\n{body}"
