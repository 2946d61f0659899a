"""The themes and codes of a framework as HTML: one piece, so that 75 codes are there at once.

A code opens and closes without a word to the program. Everything is escaped.
"""

import html
from collections.abc import Sequence
from urllib.parse import urlencode

from framework.model import Code, Framework, Theme

_STYLE = """<style>
.bl-theme{margin:1.4rem 0 .3rem;padding:0;font-size:1.1rem}
.bl-theme i{display:inline-block;width:.8em;height:.8em;border-radius:.2em;margin-right:.5em}
.bl-theme small{font-weight:400;opacity:.8}
.bl-code{border:1px solid color-mix(in srgb,currentColor 16%,transparent);border-radius:.5rem;
margin:.4rem 0}
.bl-code summary{cursor:pointer;padding:.55rem .9rem;border-radius:.5rem}
.bl-code summary:hover{background:color-mix(in srgb,currentColor 6%,transparent)}
.bl-code summary:focus-visible{outline:2px solid #2f8a74}
.bl-code .in{padding:.1rem 1rem .8rem 2rem;max-width:48rem;overflow-wrap:anywhere}
.bl-code h3{font-size:.95rem;margin:.8rem 0 .2rem;padding:0}
.bl-code ul{margin:0;padding-left:1.2rem}
.bl-code .small{font-size:.85rem;opacity:.85;margin:.6rem 0 0}
.bl-code a{color:inherit;text-underline-offset:.2em}
</style>"""


def codes_html(framework: Framework, codes: Sequence[Code], *, study_id: str) -> str:
    """Return the codes under their themes, in the framework's order, each to be opened."""
    parts = [_STYLE]
    wanted = {code.id for code in codes}
    for theme in framework.themes:
        here = [code for code in theme.codes if code.id in wanted]
        if here:
            parts.append(_theme(framework, theme))
            parts.extend(_code(framework, code, study_id) for code in here)
    return "".join(parts)


def _theme(framework: Framework, theme: Theme) -> str:
    values = (
        next((v.name for v in d.values if v.id == theme.dimensions.get(d.id)), "")
        for d in framework.dimensions
    )
    about = " · ".join(value for value in values if value)
    colour = html.escape(theme.colour or "#888888", quote=True)
    return (
        f'<h2 class="bl-theme"><i aria-hidden="true" style="background:{colour}"></i>'
        f"{html.escape(theme.name)} "
        f"<small>{html.escape(theme.id)} {html.escape(about)}</small></h2>"
    )


def _code(framework: Framework, code: Code, study_id: str) -> str:
    near = tuple(
        miss.text + (f" ({miss.belongs_to})" if miss.belongs_to else "")
        for miss in code.near_misses
    )
    sharpen = "framework?" + urlencode({"study": study_id, "sharpen": code.id})
    return (
        f'<details class="bl-code"><summary><strong>{html.escape(code.id)}</strong> '
        f'{html.escape(code.name)}</summary><div class="in">'
        f"<p>{html.escape(code.definition or 'No definition yet.')}</p>"
        + _list("Include", code.include)
        + _list("Exclude", code.exclude)
        + _list("People say", code.examples)
        + _list("Sounds like it, but is not", near)
        + "".join(f'<p class="small">{html.escape(line)}</p>' for line in _notes(framework, code))
        + f'<p class="small"><a href="{html.escape(sharpen, quote=True)}" target="_self">Sharpen '
        "this code</a></p></div></details>"
    )


def _notes(framework: Framework, code: Code) -> list[str]:
    notes = []
    if code.cues:
        notes.append("Cue words: " + ", ".join(code.cues))
    if code.counterpart:
        other = framework.code_by_id[code.counterpart]
        notes.append(f"Counterpart: {other.id} {other.name}")
    if not code.suggest:
        notes.append("Never suggested by the machine.")
    return notes


def _list(title: str, items: tuple[str, ...]) -> str:
    if not items:
        return ""
    entries = "".join(f"<li>{html.escape(item)}</li>" for item in items)
    return f"<h3>{title}</h3><ul>{entries}</ul>"
