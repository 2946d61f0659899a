"""Words per second of reading and of segmenting; run `python -m benchmarks.reading`.

Last, each way of laying out a transcript of 300,000 characters: all must be read in under 2 s.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from benchmarks.laid_out import LAID_OUT
from coding.segmenting import Unit, segment_document
from coding.transcripts import freeze_document, read_transcript

QUESTION = "And what happened with the lift after that?"
ANSWER = (
    "Well, the lift sang again. I did not write it down, because the diary was in the other bag, "
    "and, um, by the time that I found it the week had gone. Dr. Vane said 3.5 pages would do. "
    "So I thought, fine, I'll do it on the bus... but I never do it on the bus."
)
Result = TypeVar("Result")


def made_up(turns: int, layout: str) -> bytes:
    """Return a transcript of so many question and answer turns in a layout."""
    lines = ["WEBVTT\n"] if layout == "vtt" else []
    for turn in range(turns):
        name, text = ("Interviewer", QUESTION) if turn % 2 == 0 else ("P07", ANSWER)
        stamp = f"{turn * 5 // 3600:02}:{turn * 5 // 60 % 60:02}:{turn * 5 % 60:02}"
        if layout == "vtt":
            lines.append(f"{turn}\n{stamp}.000 --> {stamp}.900\n{name}: {text}\n")
        elif layout == "header lines":
            lines.append(f"{name}  {stamp}\n{text}\n")
        else:
            lines.append(f"{name}: {text}")
    return "\n".join(lines).encode()


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """Return the work's result and the seconds of processor time that it took."""
    begin = time.process_time()
    result = work()
    return result, time.process_time() - begin


def report(data: bytes, layout: str) -> None:
    """Print the figures for one transcript."""
    transcript, reading = timed(lambda: read_transcript(data, file_name="made up"))
    document, freezing = timed(
        lambda: freeze_document(transcript, document_id="d", name="made up", file_name="made up")
    )
    words = len(document.text.split())
    print(f"{layout}: {len(data):,} bytes, {words:,} words")
    print(f"  read     {reading:6.2f} s {words / reading:>11,.0f} words/s")
    print(f"  freeze   {freezing:6.2f} s")
    for unit in (Unit.PASSAGE, Unit.SENTENCE):
        segments, cutting = timed(lambda unit=unit: segment_document(document, unit=unit))
        print(f"  {unit:8} {cutting:6.2f} s {words / cutting:>11,.0f} words/s, {len(segments):,}")


def report_ways(characters: int = 300_000) -> None:
    """Print the seconds that each way of laying out a transcript takes to read."""
    turns = [("I", f"so {QUESTION}"), ("P07", f"so {ANSWER}")]
    times = characters // sum(len(text) for _, text in turns)
    print(f"\n{characters:,} characters")
    for name, (laid_out, layout) in LAID_OUT.items():
        data = laid_out(turns * times)
        transcript, reading = timed(lambda data=data: read_transcript(data, file_name="made up"))
        as_it_should = "" if transcript.layout == layout else f" (as {transcript.layout})"
        print(f"  {name:16} {reading:6.2f} s{as_it_should}")


def main() -> None:
    """Print figures for an interview, a long one, and about the largest file that is read."""
    warm_up = read_transcript(made_up(50, "labels"), file_name="made up")
    segment_document(freeze_document(warm_up, document_id="d", name="n", file_name="f"))
    for turns in (200, 2_000, 100_000):
        print(f"\n{turns:,} turns")
        for layout in ("labels", "header lines", "vtt"):
            report(made_up(turns, layout), layout)
    report_ways()


if __name__ == "__main__":
    main()
