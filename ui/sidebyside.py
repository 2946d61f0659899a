"""A passage on which coders differ: its context, and what each of them gave it, side by side."""

import html
from collections.abc import Mapping
from urllib.parse import urlencode

from coding.agreement.disagreements import Disagreement
from coding.model import Coding, Document
from framework.model import Framework
from ui.comparing import passage_and_before

STYLE = """<style>
.bl-pass{border:1px solid color-mix(in srgb,currentColor 18%,transparent);border-radius:.5rem;
padding:.8rem 1rem;margin-bottom:.8rem;overflow-wrap:anywhere}
.bl-pass .where{font-size:.85rem}
.bl-pass .where a{color:inherit;font-weight:600;text-underline-offset:.2em}
.bl-pass .before{font-size:.9rem;font-style:italic;opacity:.75;margin-top:.35rem}
.bl-pass .words{font-family:"Source Serif Pro","Source Serif",Georgia,serif;font-size:1.05rem;
margin:.35rem 0 .7rem;white-space:pre-wrap}
.bl-sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.75rem}
.bl-side{border-top:1px solid color-mix(in srgb,currentColor 15%,transparent);padding-top:.4rem}
.bl-side ul{margin:.2rem 0 0;padding-left:1.1rem}
.bl-side .here{font-weight:650}
.bl-side .memo{font-size:.85rem;opacity:.85}
</style>"""


def difference_html(
    difference: Disagreement,
    document: Document,
    framework: Framework,
    names: Mapping[str, str],
    *,
    study_id: str,
) -> str:
    """Return the passage as HTML, safe for any text; the code in question is in bold, with ✓."""
    start, end = difference.start or 0, difference.end or 0
    words, before = passage_and_before(document, start, end)
    link = "code?" + urlencode({"study": study_id, "document": document.id, "at": start})
    settle = "adjudicate?" + urlencode({"study": study_id, "document": document.id, "at": start})
    where = f"{document.name} L{document.line_of(start)}-{document.line_of(max(start, end - 1))}"
    sides = "".join(
        _side(coder, difference, framework, names)
        for coder in sorted(difference.with_code + difference.without_code, key=names.get)
    )
    return (
        f'<div class="bl-pass"><div class="where"><a href="{link}" target="_self">'
        f'{html.escape(where)}</a> · <a href="{settle}" target="_self">Adjudicate</a></div>'
        f'<div class="before" dir="auto">{html.escape(before)}</div>'
        f'<div class="words" dir="auto">{html.escape(words)}</div>'
        f'<div class="bl-sides">{sides}</div></div>'
    )


def _side(
    coder_id: str, difference: Disagreement, framework: Framework, names: Mapping[str, str]
) -> str:
    own = [coding for coding in difference.codings if coding.coder_id == coder_id]
    items = "".join(_item(coding, difference.code_id, framework) for coding in own)
    listed = f"<ul>{items}</ul>" if own else "<div>No code</div>"
    return f'<div class="bl-side"><strong>{html.escape(names[coder_id])}</strong>{listed}</div>'


def _item(coding: Coding, code_id: str, framework: Framework) -> str:
    code = framework.code_by_id.get(coding.code_id)
    name = f"{coding.code_id} {code.name}" if code else coding.code_id
    here = coding.code_id == code_id
    memo = f'<div class="memo">{html.escape(coding.memo)}</div>' if coding.memo else ""
    mark = ' class="here"' if here else ""
    return f"<li{mark}>{'✓ ' if here else ''}{html.escape(name)}{memo}</li>"
