"""The list of interviews as an HTML table: links that can be kept, progress to look at."""

import html
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from coding.store import DocumentEntry

_STYLE = """<style>
.bl-list{width:100%;border-collapse:collapse}
.bl-list th{text-align:left;font-weight:600;font-size:.85rem;opacity:.8;padding:.4rem .75rem}
.bl-list td{padding:.6rem .75rem;
border-top:1px solid color-mix(in srgb,currentColor 15%,transparent)}
.bl-list td.n,.bl-list th.n{text-align:right;font-variant-numeric:tabular-nums}
.bl-list a{font-weight:600;color:inherit;text-underline-offset:.2em;text-decoration-color:#2a8f76}
.bl-bar{display:inline-block;width:6rem;height:.45rem;border-radius:.25rem;margin-right:.6rem;
background:color-mix(in srgb,currentColor 14%,transparent);overflow:hidden;vertical-align:middle}
.bl-bar span{display:block;height:100%;background:#2a8f76}
@media (max-width:640px){.bl-list .wide{display:none}}
</style>"""


def documents_html(
    entries: Sequence[DocumentEntry],
    progress: Mapping[str, tuple[int, int]],
    *,
    study_id: str,
) -> str:
    """Return the table; `progress` maps document ids to (finished, codable) segments."""
    head = (
        '<tr><th scope="col">Interview</th><th scope="col">Case</th>'
        '<th scope="col" class="n wide">Words</th><th scope="col" class="n wide">Passages</th>'
        '<th scope="col">Your progress</th></tr>'
    )
    rows = "".join(_row(entry, progress.get(entry.id), study_id) for entry in entries)
    return f'{_STYLE}<table class="bl-list"><thead>{head}</thead><tbody>{rows}</tbody></table>'


def _row(entry: DocumentEntry, done: tuple[int, int] | None, study_id: str) -> str:
    link = "code?" + urlencode({"study": study_id, "document": entry.id})
    return (
        f'<tr><td><a href="{link}" target="_self">{html.escape(entry.name)}</a></td>'
        f"<td>{html.escape(', '.join(entry.case_names))}</td>"
        f'<td class="n wide">{entry.words:,}</td><td class="n wide">{entry.codable:,}</td>'
        f"<td>{_bar(done)}</td></tr>"
    )


def _bar(done: tuple[int, int] | None) -> str:
    if done is None:
        return ""
    finished, codable = done
    share = round(100 * finished / codable) if codable else 0
    words = "Finished" if codable and finished == codable else f"{finished:,} of {codable:,}"
    bar = f'<span style="width:{share}%"></span>'
    return f'<span class="bl-bar" aria-hidden="true">{bar}</span>{words}'
