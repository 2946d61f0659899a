"""Who speaks: counts, guessed roles, and what a person corrects."""

from coding.model import Role
from coding.transcripts import SpeakerCount, read_transcript, speakers, with_roles

ASKS = "And what happened then?"
TELLS = "The lift sang again and I did not write it down, for the diary was in the other bag."


def talk(*names, asks=ASKS, tells=TELLS, times=4):
    lines = [f"{name}: {asks if n == 0 else tells}" for n, name in enumerate(names)]
    return read_transcript("\n".join(lines * times).encode(), file_name="lift")


def roles(transcript):
    return {count.speaker: count.role for count in speakers(transcript)}


def test_speakers_are_counted_in_order_of_appearance():
    assert speakers(talk("I", "P07", times=2)) == (
        SpeakerCount("I", Role.INTERVIEWER, 2, 8, 2),
        SpeakerCount("P07", Role.PARTICIPANT, 2, 38, 0),
    )


def test_of_two_names_the_one_who_asks_and_says_less_is_the_interviewer():
    assert roles(talk("Asha Rowe", "Zed Vane")) == {
        "Asha Rowe": Role.INTERVIEWER,
        "Zed Vane": Role.PARTICIPANT,
    }


def test_somebody_who_only_looks_in_does_not_confuse_the_guess():
    text = f"Asha: {ASKS}\nZed: {TELLS}\n" * 6 + "Bo: Tea?\nZed: Yes.\nBo: Here."
    transcript = read_transcript(text.encode(), file_name="lift")

    assert roles(transcript) == {"Asha": Role.INTERVIEWER, "Zed": Role.PARTICIPANT, "Bo": None}


def test_where_nobody_clearly_asks_no_role_is_guessed():
    assert set(roles(talk("Asha", "Zed", asks=TELLS)).values()) == {None}


def test_r_is_what_the_other_label_is_not():
    assert roles(talk("I", "R"))["R"] is Role.PARTICIPANT
    assert roles(talk("R", "P"))["R"] is Role.INTERVIEWER


def test_in_a_group_only_labels_give_roles():
    assert roles(talk("Moderator", "P1", "P2", "Zed Vane")) == {
        "Moderator": Role.INTERVIEWER,
        "P1": Role.PARTICIPANT,
        "P2": Role.PARTICIPANT,
        "Zed Vane": None,
    }


def test_a_person_renames_gives_roles_and_merges():
    transcript = with_roles(
        talk("SPEAKER_00", "SPEAKER_01", "SPEAKER_02", times=1),
        {
            "SPEAKER_00": ("Interviewer", Role.INTERVIEWER),
            "SPEAKER_01": ("P07", Role.PARTICIPANT),
            "SPEAKER_02": ("P07", Role.PARTICIPANT),
            "SPEAKER_09": ("Nobody", None),
        },
    )

    assert [(turn.speaker, turn.role) for turn in transcript.turns] == [
        ("Interviewer", Role.INTERVIEWER),
        ("P07", Role.PARTICIPANT),
        ("P07", Role.PARTICIPANT),
    ]


def test_speakers_that_a_person_does_not_name_stay_as_they_are():
    transcript = talk("I", "P07")

    assert with_roles(transcript, {}) == transcript
