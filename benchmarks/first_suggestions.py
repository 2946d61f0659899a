"""How long after an import the first suggestions of an interview are there.

    python -m benchmarks.first_suggestions

Stores four of the sample interviews as one, about 8,000 words, starts pre-tagging as the app
does, in a process of its own, and says when the first suggestions are in the study and when all
are.
"""

import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from coding.model import Document, Role
from coding.segmenting import segment_document
from coding.store import PretagPhase, create_store
from coding.transcripts import freeze_document, read_transcript, with_roles
from framework.library import starter_frameworks
from framework.reading import read_framework

SAMPLE = Path(__file__).parent.parent / "transcripts_sample"
FILES = {"P01.docx": "I", "T01.docx": "INT", "M01.docx": "INT", "T03.txt": "Interviewer"}


def long_interview() -> Document:
    read = [
        with_roles(
            read_transcript((SAMPLE / name).read_bytes(), file_name=name),
            {asking: (asking, Role.INTERVIEWER)},
        )
        for name, asking in FILES.items()
    ]
    turns = tuple(turn for transcript in read for turn in transcript.turns)
    return freeze_document(
        replace(read[0], turns=turns), document_id="long", name="Long", file_name="long.docx"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BETWEENLINES_HOME"] = folder
        from ui.pretagging import newest_states, start_pretagging
        from ui.studies import open_study

        starter = starter_frameworks()[0]
        framework = read_framework(starter.text, source=starter.name)
        path = Path(folder) / "made.betweenlines"
        create_store(path, name="Made", framework_text=starter.text, framework=framework).close()
        store = open_study(path)
        document = long_interview()
        store.add_document(document, segment_document(document), case_name="P01")
        began = time.perf_counter()
        start_pretagging(store.study().id)
        while not store.suggestions(document.id):
            time.sleep(0.02)
        print(f"first suggestions after {time.perf_counter() - began:.1f} s")
        while not any(state.phase is PretagPhase.DONE for state in newest_states(store)):
            time.sleep(0.05)
        words = len(document.text.split())
        print(f"all of {words:,} words after {time.perf_counter() - began:.1f} s")
        store.close()


if __name__ == "__main__":
    main()
