"""A small server for tests of the matrix page: real component, route and store, no Streamlit.

`python -m tests.e2e.matrix_room PORT` serves the study in BETWEENLINES_HOME/room.betweenlines.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from coding.model import Act, Decision, Document
from coding.store import Store
from tests.e2e.reading_room import DARK, LIGHT, document_of, room_store
from ui.charting import acts_in_sight, matrix_for, sight_of, wide_acts_in_sight
from ui.matrix import matrix_assets
from ui.matrix.data import MatrixData, matrix_json
from ui.matrixcolumns import seen, views
from ui.route import routes
from ui.token import pass_for, sign_pass

TALKS = {
    "Ida": (
        ("INT", "And the lift?"),
        ("Ida", "The lift sang again, and nobody on the stairs would own up to the tune."),
        ("Ida", "We put the kettle in the hall, where the fog could look after it until noon."),
        ("Ida", "It hums in the wires at night, a low green note, and then the moths come in."),
    ),
    "Jan": (
        ("INT", "And the goat?"),
        ("Jan", "The goat was polite about it, it waited by the door and asked for a chair."),
        ("Jan", "Small rain fell behind the wardrobe, so we moved the herring to a drier shelf."),
    ),
}


def furnished_room(home: Path, names: tuple[str, ...] = ("Ida", "Jan")) -> Store:
    """Return the study in `home` with these interviews, each a case of the same name."""
    store = room_store(home)
    for name in names:
        document, segments = document_of(list(TALKS[name]), f"{name}-talk", name)
        facts = (("role", "tenant"), ("floor", str(len(name))))
        store.add_document(document, segments, case_name=name, attributes=facts)
    return store


def code_passages(
    store: Store, name: str, document_id: str, codes: dict[int, str], *, finish: bool = True
) -> None:
    """Let a coder put codes on turns, by number, and finish the interview."""
    document = store.document(document_id)
    coder_id = next(coder.id for coder in store.coders() if coder.name == name)
    acts = [
        (Act.ADD, document.turns[turn].start, document.turns[turn].end, code)
        for turn, code in codes.items()
    ]
    acts += [(Act.FINISH, 0, len(document.text), None)] if finish else []
    first = len(store.decisions(coder_id=coder_id)) + 1
    store.record([_decision(coder_id, document, n, *act) for n, act in enumerate(acts, first)])


def withdraw(store: Store, name: str, document_id: str, turn: int, code: str) -> None:
    """Let a coder take a code off a turn."""
    document = store.document(document_id)
    coder_id = next(coder.id for coder in store.coders() if coder.name == name)
    number = len(store.decisions(coder_id=coder_id)) + 1
    span = document.turns[turn]
    act = (Act.WITHDRAW, span.start, span.end, code)
    store.record([_decision(coder_id, document, number, *act)])


def _decision(
    coder_id: str, document: Document, seq: int, act: Act, start: int, end: int, code: str | None
) -> Decision:
    return Decision(
        client=f"{coder_id} coding",
        seq=seq,
        coder_id=coder_id,
        document_id=document.id,
        act=act,
        framework_version=1,
        made_at=datetime.now(UTC),
        start=start,
        end=end,
        code_id=code,
    )


def matrix_data(store: Store, coder_name: str, view_id: str, whose: str | None) -> MatrixData:
    """Return what the matrix page is told, as the page puts it together."""
    viewer = next(coder for coder in store.coders() if coder.name == coder_name)
    ids = {coder.name: coder.id for coder in store.coders()}
    sight = sight_of(store, viewer.id)
    acts = acts_in_sight(store, sight)
    matrix = matrix_for(store, sight, acts, whose=ids[whose] if whose else None)
    view = next(view for view in views(matrix.framework) if view.id == view_id)
    part, columns = seen(matrix, view, matrix.attributes)
    granted = pass_for(store.study().id, viewer.id, None, now=datetime.now(UTC))
    return MatrixData(
        study_id=store.study().id,
        viewer=viewer,
        coders=store.coders(),
        matrix=part,
        columns=columns,
        documents=sight.documents,
        acts=acts,
        token=sign_pass(granted, store.secret()),
        wide=wide_acts_in_sight(store, sight),
    )


def page(request: Request) -> Response:
    """Serve a page that mounts the component as Streamlit does; `refresh` runs the script again."""
    colours = DARK if request.query_params.get("scheme") == "dark" else LIGHT
    theme = "".join(f"--st-{name}-color:{value};" for name, value in colours.items())
    html, css, _ = matrix_assets()
    return HTMLResponse(
        f"""<!doctype html><html lang="en"><head><title>Room</title><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<style>:root{{{theme}}}body{{margin:8px;font-family:sans-serif;background:var(--st-background-color);color:var(--st-text-color)}}
{css}</style></head><body><main id="mount"><h1>Matrix</h1>{html}</main><script type="module">
import showMatrix from "/matrix.js";
const parentElement = document.getElementById("mount");
const setTriggerValue = () => window.mount();
window.mount = async (search = location.search) => {{
  const data = await (await fetch("/data" + search)).json();
  window.unmount = showMatrix({{ data, parentElement, setTriggerValue }});
}};
await window.mount();
</script></body></html>"""
    )


def script(request: Request) -> Response:
    """Serve the component's script."""
    return PlainTextResponse(matrix_assets()[2], media_type="text/javascript")


def data(request: Request) -> Response:
    """Serve the data of ?coder=…&view=…&whose=…."""
    store = room_store(Path(os.environ["BETWEENLINES_HOME"]))
    query = request.query_params
    told = matrix_data(
        store, query.get("coder", "Oda"), query.get("view", "theme A"), query.get("whose")
    )
    return JSONResponse(matrix_json(told))


def matrix_app() -> Starlette:
    """Return the server's app."""
    own = [Route("/page", page), Route("/matrix.js", script), Route("/data", data)]
    return Starlette(routes=[*own, *routes()])


if __name__ == "__main__":
    uvicorn.run(matrix_app(), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
