"""A small server for tests of the coding screen: real component, routes and store, no Streamlit.

It boots in a second and can be killed without ceremony. `python -m tests.e2e.reading_room PORT`
serves the study in BETWEENLINES_HOME/room.betweenlines.
"""

import os
import sys
from datetime import UTC, datetime
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from random import Random

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from coding.model import (
    Document,
    Evidence,
    EvidenceKind,
    Role,
    Segment,
    Suggestion,
    Turn,
)
from coding.store import Store
from framework.model import Code, Framework, Theme
from framework.writing import framework_yaml
from ui.reader import reader_assets
from ui.reader.corrections import corrections_json
from ui.reader.data import ReaderData, reader_json
from ui.route import routes
from ui.studies import create_study, open_study
from ui.token import pass_for, sign_pass

TAGGER = "coin 1"
THEMES = {
    "Machines": ("Singing lifts", "Sulking kettles", "Humming wires", "Clocks that lie"),
    "Weather indoors": ("Fog in the hall", "Small rain", "A draught with opinions"),
    "Animals": ("The herring", "Moths", "A polite goat", "Owls at noon"),
    "Furniture": ("Chairs that wait", "Stairs that count", "A table with a grudge"),
    "Colours": ("Too much green", "A missing blue"),
}
SAYINGS = (
    "The lift sang again, and nobody on the stairs would own up to the tune.",
    "We put the kettle in the hall, where the fog could look after it until noon.",
    "I counted the owls twice. There were more of them when I did not count.",
    "The goat was polite about it, it waited by the door and asked for the blue chair.",
    "Small rain fell behind the wardrobe, so we moved the herring to a drier shelf.",
    "My aunt says that a table never forgets, and hers has started to write things down.",
    "It hums in the wires at night, a low green note, and then the moths come in to listen.",
)
QUESTIONS = ("And what did the herring say to that?", "Could you say more about the stairs?")
LIGHT = {
    "text": "#242622", "background": "#ffffff", "secondary-background": "#f6f6f3",
    "primary": "#1f6f5c",
}  # fmt: skip
DARK = {
    "text": "#eceee8", "background": "#161815", "secondary-background": "#21241f",
    "primary": "#2f8a74",
}  # fmt: skip


def room_framework() -> Framework:
    """Return sixteen codes in five themes; the first two are opposites."""
    themes = []
    for letter, (theme, names) in zip("ABCDE", THEMES.items(), strict=True):
        codes = tuple(
            Code(
                id=f"{letter}{number}",
                name=name,
                definition=f"Anything said of {name.lower()}, in earnest.",
                include=("Said by the speaker", "Seen, heard or smelt"),
                exclude=("Said of another house",),
                examples=(f"It was {name.lower()} all over again.",),
                counterpart={"A1": "A2", "A2": "A1"}.get(f"{letter}{number}"),
            )
            for number, name in enumerate(names, start=1)
        )
        themes.append(Theme(id=letter, name=theme, codes=codes))
    return Framework(name="Odd houses", themes=tuple(themes))


def document_of(
    parts: list[tuple[str, str]], document_id: str, name: str = "Interview 7"
) -> tuple[Document, tuple[Segment, ...]]:
    """Return a document of (speaker, words) turns, one segment a turn; "INT" asks."""
    turns, segments, at = [], [], 0
    for number, (speaker, words) in enumerate(parts):
        role = Role.INTERVIEWER if speaker == "INT" else Role.PARTICIPANT
        turns.append(Turn(speaker, role, at, at + len(words), number * 11.0, None))
        segments.append(
            Segment(document_id, number + 1, at, at + len(words), number, role is Role.PARTICIPANT)
        )
        at += len(words) + 2
    text = "\n\n".join(words for _, words in parts)
    document = Document(
        id=document_id,
        name=name,
        text=text,
        turns=tuple(turns),
        line_starts=tuple(range(0, max(1, len(text)), 80)),
        layout="prefix",
        file_name=f"{document_id}.txt",
        file_sha256=sha256(f"file {document_id}".encode()).hexdigest(),
        text_sha256=sha256(text.encode()).hexdigest(),
    )
    return document, tuple(segments)


def long_talk(segments: int) -> list[tuple[str, str]]:
    """Return turns of invented talk; every fifth is a question. The same each time."""
    dice = Random(segments)
    questions = cycle(QUESTIONS)
    return [
        ("INT", next(questions))
        if number % 5 == 0
        else ("P07", " ".join(dice.sample(SAYINGS, dice.choice((1, 2, 3)))))
        for number in range(segments)
    ]


def suggestions_for(
    segments: tuple[Segment, ...], document: Document, framework: Framework
) -> tuple[Suggestion, ...]:
    """Return three suggestions a passage, with evidence. The same each time."""
    dice = Random(len(segments))
    codes = [code.id for code in framework.codes() if code.id not in ("A1", "A2")]
    found = []
    for segment in segments:
        if not segment.codable:
            continue
        first = document.text[segment.start : segment.end].split()[0]
        cue = Evidence(EvidenceKind.CUE, first, segment.start, segment.start + len(first))
        like = Evidence(EvidenceKind.EXAMPLE, "It was the herring all over again.")
        for code, score in zip(dice.sample(codes, 3), (0.86, 0.52, 0.41), strict=True):
            found.append(
                Suggestion(
                    document.id, segment.start, segment.end, code, score, TAGGER, (cue, like)
                )
            )
    return tuple(found)


def room_store(home: Path) -> Store:
    """Return the study in `home`, made with two coders if absent."""
    place = home / "room.betweenlines"
    if place.exists():
        return open_study(place)
    text = framework_yaml(room_framework())
    store = create_study("Room", text, path=place, source="room")
    store.add_coder("Oda")
    store.add_coder("Per")
    return store


def furnish(store: Store, document_id: str, parts: list[tuple[str, str]]) -> Document:
    """Put a document with suggestions into the study and return it."""
    document, segments = document_of(parts, document_id)
    store.add_document(document, segments, case_name=document_id)
    version, framework = store.framework()
    store.put_suggestions(
        document_id,
        suggestions_for(segments, document, framework),
        tagger=TAGGER,
        framework_version=version,
    )
    return document


def room_data(store: Store, document_id: str, coder_name: str) -> ReaderData:
    """Return what the coding screen is told, as the code page puts it together."""
    coder = next(coder for coder in store.coders() if coder.name == coder_name)
    version, framework = store.framework()
    study_id = store.study().id
    granted = pass_for(study_id, coder.id, document_id, now=datetime.now(UTC))
    names = {one.id: one.name for one in store.coders()}
    return ReaderData(
        study_id=study_id,
        coder=coder,
        document=store.document(document_id),
        segments=store.segments(document_id),
        framework=framework,
        framework_version=version,
        suggestions=store.suggestions(document_id),
        decisions=store.decisions(document_id=document_id, coder_id=coder.id),
        token=sign_pass(granted, store.secret()),
        about="Woman, 61 · lives above a lift",
        place=store.last_place(coder.id, document_id),
        corrections=tuple(corrections_json(store.corrections(document_id), names)),
    )


def page(request: Request) -> Response:
    """Serve a page that mounts the component as Streamlit does."""
    colours = DARK if request.query_params.get("scheme") == "dark" else LIGHT
    theme = "".join(f"--st-{name}-color:{value};" for name, value in colours.items())
    html, css, _ = reader_assets()
    return HTMLResponse(
        f"""<!doctype html><html lang="en"><head><title>Room</title><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<style>:root{{{theme}}}body{{margin:8px;font-family:sans-serif;background:var(--st-background-color)}}
{css}</style></head><body><main id="mount">{html}</main><script type="module">
import showReader from "/reader.js";
const parentElement = document.getElementById("mount");
window.mount = async () => {{
  const data = await (await fetch("/data" + location.search)).json();
  window.unmount = showReader({{ data, parentElement }});
}};
await window.mount();
</script></body></html>"""
    )


def script(request: Request) -> Response:
    """Serve the component's script."""
    return PlainTextResponse(reader_assets()[2], media_type="text/javascript")


def data(request: Request) -> Response:
    """Serve the data of ?document=…&coder=…."""
    store = room_store(Path(os.environ["BETWEENLINES_HOME"]))
    document, coder = request.query_params["document"], request.query_params.get("coder", "Oda")
    return JSONResponse(reader_json(room_data(store, document, coder)))


def room_app() -> Starlette:
    """Return the server's app."""
    own = [Route("/page", page), Route("/reader.js", script), Route("/data", data)]
    return Starlette(routes=[*own, *routes()])


if __name__ == "__main__":
    uvicorn.run(room_app(), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
