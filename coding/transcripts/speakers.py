"""Who speaks: counts for the import screen, guessed roles, and a person's corrections."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from coding.model import Remark, Role, SpokenTurn, Transcript
from coding.transcripts.labels import role_of_label


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """How much a speaker says. `questions` counts turns that hold a question mark."""

    speaker: str | None
    role: Role | None
    turns: int
    words: int
    questions: int


def speakers(transcript: Transcript) -> tuple[SpeakerCount, ...]:
    """Return each speaker's counts, in order of first appearance.

    The role is that of the speaker's turns, None if they differ or have none.
    """
    return _counts(transcript.turns)


def _counts(turns: tuple[SpokenTurn, ...]) -> tuple[SpeakerCount, ...]:
    theirs: dict[str | None, list[SpokenTurn]] = {}
    for turn in turns:
        theirs.setdefault(turn.speaker, []).append(turn)
    return tuple(
        SpeakerCount(
            speaker,
            said[0].role if len({turn.role for turn in said}) == 1 else None,
            len(said),
            sum(len(turn.text.split()) for turn in said),
            sum("?" in turn.text or "؟" in turn.text or "？" in turn.text for turn in said),
        )
        for speaker, said in theirs.items()
    )


def with_roles(
    transcript: Transcript, mapping: Mapping[str | None, tuple[str | None, Role | None]]
) -> Transcript:
    """Return the transcript with speakers renamed and given roles; one name for two merges them.

    Args:
        transcript: What was read.
        mapping: For a speaker, the new name and the role. Speakers that are not in it keep
            theirs; those that the transcript does not have are ignored, for a study's profile
            names more people than one file has.
    """
    turns = tuple(
        replace(turn, speaker=mapping[turn.speaker][0], role=mapping[turn.speaker][1])
        if turn.speaker in mapping
        else turn
        for turn in transcript.turns
    )
    return replace(transcript, turns=turns)


def leave_out(transcript: Transcript, left_out: Collection[str | None]) -> Transcript:
    """Return the transcript without the turns of these speakers, and a remark for each of them.

    Meant for front matter that was taken for speech. A transcript keeps at least one turn: if
    nothing would remain, nothing is left out.
    """
    kept = tuple(turn for turn in transcript.turns if turn.speaker not in left_out)
    if not kept:
        return transcript
    remarks = tuple(
        Remark(None, f"{count.speaker or 'Nobody named'} was left out (turns: {count.turns}).")
        for count in speakers(transcript)
        if count.speaker in left_out
    )
    return replace(transcript, turns=kept, report=transcript.report + remarks)


def with_guessed_roles(turns: tuple[SpokenTurn, ...]) -> tuple[SpokenTurn, ...]:
    """Return the turns with the role of each speaker where label or talk make it likely.

    Labels come first. "R" is whatever the other label is not. Otherwise one of two people who
    talk is the interviewer if they say fewer words and ask most of the questions. None where
    neither says anything.
    """
    counts = [count for count in _counts(turns) if count.speaker is not None]
    roles = {count.speaker: role_of_label(count.speaker or "") for count in counts}
    total = sum(count.words for count in counts)
    main = [count for count in counts if count.words >= total / 20]
    unsure = [count for count in main if roles[count.speaker] is None]
    if len(main) == 2 and len(unsure) == 1:
        sure = next(count for count in main if roles[count.speaker] is not None)
        roles[unsure[0].speaker] = _role_beside(unsure[0], sure, roles[sure.speaker])
    elif len(main) == len(unsure) == 2:
        asker = _asker(*main)
        if asker is not None:
            for count in main:
                roles[count.speaker] = Role.INTERVIEWER if count is asker else Role.PARTICIPANT
    return tuple(replace(turn, role=roles.get(turn.speaker)) for turn in turns)


def _role_beside(count: SpeakerCount, sure: SpeakerCount, role: Role | None) -> Role | None:
    """Return the role of the other one of two, given the role of the one whose label tells it."""
    if role is Role.INTERVIEWER:
        return Role.PARTICIPANT
    short_label = len(count.speaker or "") <= 2
    return Role.INTERVIEWER if short_label or _asker(count, sure) is count else None


def _asker(one: SpeakerCount, other: SpeakerCount) -> SpeakerCount | None:
    """Return the one of two who says less and asks clearly more, or None.

    Clearly: in a quarter of the turns, at least twice, and three times as often for each word.
    """
    less, more = sorted((one, other), key=lambda count: count.words)
    asks = less.questions >= max(2, 0.25 * less.turns, more.questions)
    often = less.questions * more.words >= 3 * more.questions * less.words
    return less if asks and often and less.words < 0.9 * more.words else None
