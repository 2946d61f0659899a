"""The browser's fold of the log is the same as the program's."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

import ui.reader
from coding.decisions import finished_ranges, finished_segments, rejected, standing_codings
from coding.model import Act, Certainty, Decision, Segment
from ui.reader.data import decision_json

JS = Path(ui.reader.__file__).parent / "js"
TEXT = "Der Lift 𝄞 sang.\u2003\n\nJa 👩‍🚀!\x1c Nein\ufeff doch, sagte die Eule.\n\n" * 4
FOLD = """log => {
  const state = foldLog(log);
  return {
    codings: [...state.codings.values()],
    rejected: [...state.rejected.values()],
    ranges: state.ranges,
    bridged: bridgeRanges(state.ranges, window.text, offsetsOf(window.text)),
  };
}"""


@pytest.fixture(scope="module")
def bare_page(chromium):
    """A page that knows the fold and nothing else."""
    page = chromium.new_page()
    script = "\n".join((JS / f"{name}.js").read_text("utf-8") for name in ("log", "offsets"))
    page.add_script_tag(content=script)
    page.evaluate("text => { window.text = text; }", TEXT)
    yield page
    page.close()


def random_log(dice, length):
    """Return a log of two tabs: all acts, decisions that came twice, undos of anything."""
    log = []
    for number in range(1, length + 1):
        client = dice.choice(("tab-a", "tab-b"))
        log.append(random_decision(dice, client, number, length))
        if dice.random() < 0.05:
            log.append(dice.choice(log))
    return log


def random_decision(dice, client, number, length):
    act = dice.choice((*Act, Act.UNDO, Act.ADD, Act.ACCEPT))
    at = datetime(2026, 1, 31, tzinfo=UTC) + timedelta(seconds=number)
    made = Decision(client, number, "oda", "doc", act, dice.randint(1, 3), at)
    if act is Act.UNDO:
        undoes = dice.choice(("tab-a", "tab-b")), dice.randint(1, length)
        return replace(made, undoes_client=undoes[0], undoes_seq=undoes[1])
    start, was = dice.randrange(0, 40, 5), dice.randrange(0, 40, 5)
    made = replace(made, start=start, end=start + dice.randint(1, 25))
    if act in (Act.FINISH, Act.REOPEN):
        return made
    return replace(
        made,
        end=start + dice.choice((5, 10)),
        code_id=dice.choice(("A1", "B:2")),
        was_start=was if act is Act.RESPAN else None,
        was_end=was + dice.choice((5, 10)) if act is Act.RESPAN else None,
        shown=dice.choice((True, False, None)),
        certainty=dice.choice((*Certainty, None)),
        memo=dice.choice((None, "", "Why?", "Owls.")),
    )


def folded_here(log):
    codings = [
        {
            "start": one.start,
            "end": one.end,
            "code": one.code_id,
            "version": one.framework_version,
            "suggested": one.suggested,
            "certainty": one.certainty,
            "memo": one.memo,
        }
        for one in standing_codings(log)
    ]
    refused = [{"start": no.start, "end": no.end, "code": no.code_id} for no in rejected(log)]
    return codings, refused, [list(span) for span in finished_ranges(log)]


def place(thing):
    return thing["start"], thing["end"], thing["code"]


@pytest.mark.parametrize("seed", range(120))
def test_browser_and_program_fold_a_log_alike(bare_page, seed):
    dice = Random(seed)
    log = random_log(dice, dice.choice((5, 20, 80)))

    there = bare_page.evaluate(FOLD, [decision_json(decision) for decision in log])

    codings, refused, ranges = folded_here(log)
    assert sorted(there["codings"], key=place) == codings
    assert sorted(there["rejected"], key=place) == refused
    assert there["ranges"] == ranges


@pytest.mark.parametrize("seed", range(20))
def test_browser_and_program_find_the_same_segments_finished(bare_page, seed):
    log = random_log(Random(seed), 60)
    segments = [
        Segment("doc", start + 1, start, start + length, 0, True)
        for start in range(0, len(TEXT) - 12, 3)
        for length in (7,)
    ]

    there = bare_page.evaluate(FOLD, [decision_json(decision) for decision in log])

    finished = finished_segments(log, segments, text=TEXT)
    bridged = there["bridged"]
    assert finished == {
        s.number for s in segments if any(a <= s.start and s.end <= b for a, b in bridged)
    }


def test_the_random_logs_hold_every_act():
    acts = Counter(d.act for seed in range(20) for d in random_log(Random(seed), 80))

    assert set(acts) == set(Act)


@pytest.mark.parametrize("text", [TEXT, "plain", "", "𝄞", "a𝄞👩‍🚀é́b", "\U0001f600" * 9])
def test_units_and_points_convert_both_ways(bare_page, text):
    there = bare_page.evaluate(
        """text => {
          const { toUnits, toPoints } = offsetsOf(text);
          const points = [...text, ""].map((_, point) => toUnits(point));
          return [points, points.map(toPoints), [...text].length];
        }""",
        text,
    )

    units = [len(text[:point].encode("utf-16-le")) // 2 for point in range(len(text) + 1)]
    assert there == [units, list(range(len(text) + 1)), len(text)]


def test_a_place_inside_a_pair_snaps_to_its_beginning(bare_page):
    assert bare_page.evaluate("offsetsOf('a𝄞b').toPoints(2)") == 1


def test_undo_and_redo_go_through_gestures_in_order(bare_page):
    steps = bare_page.evaluate(
        """() => {
          const log = [];
          let seq = 0;
          const act = (parts) => {
            const made_at = String(log.length);
            const none = { start: 0, end: 5, code: null, undoes: null };
            const name = () => ({ client: "c", seq: ++seq, made_at });
            for (const part of parts) log.push({ ...name(), ...none, ...part });
          };
          const back = ({ client, seq }) => ({ act: "undo", start: null, undoes: { client, seq } });
          const undoAll = (ops) => act(ops.map(back));
          const name = (op) => op.act === "undo" ? "undo " + op.undoes.seq : op.code;
          const names = (ops) => ops.map(name);
          act([{ act: "add", code: "one" }, { act: "add", code: "two" }]);
          act([{ act: "add", code: "three" }]);
          const seen = [];
          for (const turn of ["U", "U", "U", "R", "R", "R", "U"]) {
            const ops = turn === "U" ? nextUndone(log) : nextRedone(log);
            seen.push(names(ops));
            if (ops.length) undoAll(ops);
          }
          act([{ act: "add", code: "four" }]);
          seen.push(names(nextRedone(log)));
          return seen;
        }"""
    )

    assert steps == [
        ["three"], ["one", "two"], [],
        ["undo 1", "undo 2"], ["undo 3"], [],
        ["three"], [],
    ]  # fmt: skip


def test_the_scripts_hold_no_way_to_make_html_of_text():
    for file in JS.glob("*.js"):
        script = file.read_text("utf-8")
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in script, f"{file.name} uses {way}"


def test_every_script_is_joined_and_short():
    script = ui.reader.reader_assets()[2]

    for file in JS.glob("*.js"):
        text = file.read_text("utf-8")
        assert text in script
        assert len(text.splitlines()) < 300
