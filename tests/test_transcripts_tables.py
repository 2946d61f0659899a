"""Tables that are files of their own: csv, tsv, Excel, Whisper's JSON, and NVivo's lines."""

import datetime
import io
import json
import zipfile

import openpyxl
import pytest

from coding.transcripts import TranscriptError, read_transcript

TURNS = [
    ("Asha", 1.0, "Who, then,\nsang?"),
    ("Zed", 75.0, 'The "lift"; it sang.'),
    ("Asha", 80.5, "Oh."),
]


def read(data):
    data = data if isinstance(data, bytes) else data.encode()
    return read_transcript(data, file_name="lift")


def said(data):
    return [(turn.speaker, turn.start_s, turn.text) for turn in read(data).turns]


def book(*rows, more=()):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for sheet in more:
        added = made.create_sheet()
        for row in sheet:
            added.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


QUOTED = ('"Who, then,\nsang?"', '"The ""lift""; it sang."', "Oh.")
TABLES = (
    "Time,Speaker,Text\n0:01,Asha,{}\n1:15,Zed,{}\n80.5,Asha,{}",
    "speaker;start_time;content\nAsha;1;{}\nZed;75;{}\nAsha;80,5;{}",
    "ID\tUtterance\tWho\tTimespan\n1\t{}\tAsha\t[0:01]\n2\t{}\tZed\t#75#\n3\t{}\tAsha\t1:20.5",
)


@pytest.mark.parametrize("text", [table.format(*QUOTED) for table in TABLES])
def test_columns_are_found_by_their_headings_whatever_parts_them(text):
    assert said(text) == TURNS
    assert read(text).layout == "table-lines"


def test_columns_without_headings_are_found_by_what_is_in_them():
    text = "0:00:02.4 - 0:00:09.1\tWho sang?\tAsha\n0:00:09.2 - 0:00:12.1\tThe lift.\tZed\n" * 2

    assert said(text)[:2] == [("Asha", 2.4, "Who sang?"), ("Zed", 9.2, "The lift.")]
    assert read(text).turns[0].end_s == 9.1


def test_quotes_that_are_words_stay():
    text = 'Time\tText\tSpeaker\n0:01\t"So" he said\tAsha\n0:02\t"Oh\tZed\n'

    assert [turn.text for turn in read(text).turns] == ['"So" he said', '"Oh']


def test_whispers_table_counts_in_thousandths():
    text = "start\tend\ttext\n0\t2500\tWho sang?\n9000\t12000\tOh.\n"

    assert [(turn.start_s, turn.end_s) for turn in read(text).turns] == [(0, 2.5), (9, 12)]


def test_lines_with_commas_are_no_table():
    text = "Well, I said.\nYes, it did.\nSo, there.\nNo, never.\n"

    assert read(text).layout == "paragraphs"


def test_a_sheet_is_read_with_times_as_excel_keeps_them():
    data = book(
        ("Interview 7",),
        ("Time", "Speaker", "Text", "Remarks"),
        (datetime.time(0, 0, 1), "Asha", "Who sang?", "door"),
        (datetime.timedelta(seconds=75), "Zed", "The lift.", None),
        ("1:20.5", None, "It sang.", None),
        more=[[("Other", "things")]],
    )
    transcript = read(data)

    assert transcript.layout == "sheet"
    assert [(turn.speaker, turn.start_s, turn.text) for turn in transcript.turns] == [
        ("Asha", 1.0, "Who sang?"),
        ("Zed", 75.0, "The lift."),
        ("Zed", 80.5, "It sang."),
    ]
    assert [(r.line, r.what.split(" (")[0]) for r in transcript.report] == [
        (1, "A row above the heading row was left out."),
        (2, "The table's heading row was left out."),
        (3, "Words in a further column were left out."),
        (5, "A row without a speaker was taken as the speaker's above."),
        (None, "Sheet 2 was left out"),
    ]


def changed(data, name, part):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for old_name in old.namelist():
            new.writestr(old_name, part if old_name == name else old.read(old_name))
    return out.getvalue()


WIDE = ",".join(f"c{n}" for n in range(1000))
FINE = book(("Speaker", "Text"), ("I", "Who?"))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (book(tuple(range(1000)), tuple(range(1000))), "Row 1 .* more than 60 columns"),
        (f"{WIDE}\n{WIDE}\n{WIDE}\n", "more than 60 columns"),
        (book(("a",), ("c",), (1,)), "no column for words"),
        (book(), "no words"),
        (changed(FINE, "xl/worksheets/sheet1.xml", b"<worksheet"), "damaged"),
        (
            changed(FINE, "xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "lift">]><a>&b;</a>'),
            "XML entities",
        ),
        (changed(FINE, "xl/worksheets/sheet1.xml", b" " * 9_000_000), "far more than its size"),
    ],
)
def test_what_is_no_table_of_turns_is_refused_with_one_line(data, why):
    with pytest.raises(TranscriptError, match=why) as caught:
        read(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "whole",
    [
        {"segments": [{"start": 1, "end": 2.5, "text": " Who?", "speaker": "SPEAKER_00"}]},
        [{"start": 1, "end": 2.5, "text": "Who?", "speaker": "SPEAKER_00"}],
        {"chunks": [{"timestamp": [1.0, 2.5], "text": "Who?", "speaker": "SPEAKER_00"}]},
        {
            "transcription": [
                {"offsets": {"from": 1000, "to": 2500}, "text": " Who?", "speaker": "SPEAKER_00"}
            ]
        },
        {
            "segments": [
                {"start": 1, "end": 2.5, "words": [{"word": "Who?"}], "speaker": "SPEAKER_00"}
            ]
        },
    ],
)
def test_json_of_whisper_and_its_relatives_is_read(whole):
    transcript = read(json.dumps(whole, indent=1))
    turn = transcript.turns[0]

    assert transcript.layout == "whisper-json"
    assert (turn.speaker, turn.start_s, turn.end_s, turn.text) == ("SPEAKER_00", 1, 2.5, "Who?")


def test_json_segments_of_one_speaker_are_one_turn():
    segments = [
        {"start": n, "end": n + 0.9, "text": f"so {n}", "speaker": f"S{n // 2}"} for n in range(4)
    ]

    assert said(json.dumps({"segments": segments})) == [
        ("S0", 0, "so 0 so 1"),
        ("S1", 2, "so 2 so 3"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"segments": [', "damaged"),
        ('{"name": "lift"}', "no list of segments"),
        ('[{"start": NaN, "text": 5}]', "no list of segments"),
        ('{"a":' * 100_000, "damaged"),
    ],
)
def test_other_json_is_refused_with_one_line(text, why):
    with pytest.raises(TranscriptError, match=why):
        read(text)


def test_times_beyond_any_recording_are_no_times():
    text = f'[{{"start": {"9" * 400}, "end": 1e999, "text": "Who?"}}]'

    assert said(text) == [(None, None, "Who?")]
