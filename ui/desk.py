"""The desk's verbs: each does one whole thing for a person and returns what it stored.

Pages and the command line call these; neither reads a file nor writes to a store itself.
"""

from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from coding.model import Document, Role, Transcript
from coding.segmenting import Unit, segment_document
from coding.store import Store
from coding.transcripts import freeze_document, speakers, with_roles

UNIT = "what is offered for coding"
"""The setting under which a study keeps its unit of coding."""


def unit_of(store: Store) -> Unit:
    """Return what the study offers for coding at a time, so that all its interviews are alike."""
    kept = store.setting(UNIT)
    return Unit(kept) if kept in {unit.value for unit in Unit} else Unit.PASSAGE


def name_interviewers(transcript: Transcript, names: Iterable[str]) -> Transcript:
    """Return the transcript with `names` as interviewers and every other speaker as participant.

    Without names the roles stay as they were recognised.
    """
    named = {name.casefold() for name in names}
    if not named:
        return transcript
    mapping = {
        count.speaker: (
            count.speaker,
            Role.INTERVIEWER if count.speaker.casefold() in named else Role.PARTICIPANT,
        )
        for count in speakers(transcript)
        if count.speaker is not None
    }
    return with_roles(transcript, mapping)


def add_transcript(
    store: Store,
    transcript: Transcript,
    *,
    file_name: str,
    case_name: str = "",
    attributes: tuple[tuple[str, str], ...] = (),
    unit: Unit = Unit.PASSAGE,
    coder_id: str | None = None,
) -> Document:
    """Freeze a confirmed transcript, cut it into segments and store both in one step.

    The document is named after the file; its case is `case_name`, or the same name.

    Raises:
        DuplicateDocumentError: If the study already holds this file or this text.
        StoreError: If it cannot be stored; nothing is then.
    """
    name = Path(file_name).stem
    document = freeze_document(
        transcript, document_id=uuid4().hex, name=name, file_name=Path(file_name).name
    )
    segments = segment_document(document, unit=unit)
    store.add_document(
        document,
        segments,
        case_name=case_name.strip() or name,
        attributes=attributes,
        coder_id=coder_id,
    )
    return document
