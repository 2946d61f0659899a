"""Small invented studies of talking lifts, to chart and to write."""

from datetime import UTC, datetime

from coding.charting import chart_matrix
from coding.model import Case, Certainty, Coder, Coding, Document, Role, Turn
from coding.summaries import Summary, coding_key
from exports.contents import BY_THEME, WorkbookContents
from framework.model import Code, Dimension, DimensionValue, Framework, Theme

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
TURNS = ("Does the lift sing?", "The lift sang again. It hums in the dark.", "It never stops.")
TEXT = "\n\n".join(TURNS)
SANG = (21, 41)
HUMS = (42, 62)
STOPS = (64, 79)

FRAMEWORK = Framework(
    name="Lifts",
    version="0.4",
    dimensions=(
        Dimension(
            id="mood",
            name="Mood",
            values=(DimensionValue(id="glad", name="Glad"), DimensionValue(id="sad", name="Sad")),
        ),
    ),
    themes=(
        Theme(
            id="N",
            name="Noise",
            dimensions={"mood": "glad"},
            codes=(
                Code(id="SONG", name="Singing", definition="It sings.", include=("arias",)),
                Code(id="HUM", name="Humming", definition="It hums.", dimensions={"mood": "sad"}),
            ),
        ),
        Theme(id="D", name="Darkness", colour="#ffee00", codes=(Code(id="DARK", name="Dark"),)),
    ),
)
OLD = Case("case-old", "Old lift", (("Floors", "7"),), ("d1",))
NEW = Case("case-new", "New lift", (("Floors", "30"), ("Steel", "yes")), ("d2",))


def document(document_id="d1", *, name="P07", text=TEXT):
    turns, at = [], 0
    for number, words in enumerate(text.split("\n\n")):
        role = Role.PARTICIPANT if number % 2 else Role.INTERVIEWER
        speaker = "Oda" if number % 2 else "I"
        turns.append(Turn(speaker, role, at, at + len(words), 61.0 * number, None))
        at += len(words) + 2
    return Document(
        id=document_id,
        name=name,
        text=text,
        turns=tuple(turns),
        line_starts=tuple(range(0, max(1, len(text)), 20)),
        layout="prefix",
        file_name=f"{document_id}.txt",
        file_sha256=document_id,
        text_sha256=document_id,
    )


def coding(span=SANG, code="SONG", *, coder="oda", document_id="d1", memo="", certainty=None):
    return Coding(coder, document_id, *span, code, 1, False, certainty, memo)


def summary(text="It sings a lot [P07 L2].", *, code="SONG", basis=(), case="case-old", **more):
    keys = frozenset(coding_key(one) for one in basis)
    plain = {"references": (), "coder_id": "oda", "made_at": NOON, "basis": keys}
    return Summary(case, code, text, **{**plain, **more})


def charted(codings=(), summaries=(), *, finished=("oda",), whose=None, marks=(), **more):
    plain = {
        "cases": (OLD, NEW),
        "documents": (document(), document("d2", name="P08")),
        "framework": FRAMEWORK,
    }
    study = {**plain, **more}
    by_document = finished if isinstance(finished, dict) else {"d1": finished}
    return chart_matrix(
        study["cases"],
        study["documents"],
        tuple(codings),
        tuple(summaries),
        study["framework"],
        framework_version=3,
        whose=whose,
        finished=by_document,
        marks=marks,
    )


def contents(matrix, **more):
    plain = {
        "study_id": "study-1",
        "study_name": "Lighthouse",
        "made_at": NOON,
        "program_version": "0.1.0",
        "documents": (document(), document("d2", name="P08")),
        "coders": (Coder("oda", "Oda"), Coder("ben", "Ben")),
        "by": BY_THEME,
    }
    return WorkbookContents(matrix=matrix, **{**plain, **more})


UNSURE = Certainty.UNSURE
