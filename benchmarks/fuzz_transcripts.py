"""Files broken at random, read by every parser; run `python -m benchmarks.fuzz_transcripts`.

Only the reader's own error may come out, on one line. A minute for each way of laying out a
transcript unless told otherwise: `python -m benchmarks.fuzz_transcripts --seconds 5 rtf pdf`.
"""

import argparse
import io
import random
import time
import zipfile

from benchmarks.laid_out import LAID_OUT
from coding.transcripts import LAYOUTS, TranscriptError, freeze_document, read_transcript

TURNS = [
    ("I", "so Who sang at 17:30?"),
    ("P07", "so the lift: it sang [laughs] (pause) again, and https://lift.example/x too."),
    ("Asha Rowe", "so Note: é 🎵 <UNSURE> &amp; שלום"),
    ("I", 'so "Why", then; and how\u00a0so?'),
]
TOKENS = [
    *(b"\n", b"\n\n", b"\r", b"\t", b":", b": ", b"I:", b"P07: ", b"[", b"]", b"(", b")", b"#"),
    *(b"{", b"}", b"\\", b'"', b'""', b"<", b">", b"</", b"/>", b"&", b"&#0;", b"<![CDATA["),
    *(
        b"-->",
        b"00:00:01.000",
        b"#75#",
        b"1:6",
        b"WEBVTT",
        b"NOTE ",
        b">> ",
        b"**",
        b"\x00",
        b"\xff",
    ),
    *(
        b"\\par ",
        b"\\cell ",
        b"\\row ",
        b"\\u-10179?",
        b"\\bin99999 ",
        b"\\uc9 ",
        b"\\'e",
        b"{\\*\\x ",
    ),
    *(b"<w:p>", b"<w:tbl>", b"<text:p>", b"<text:s text:c='999999999'/>", b"<!DOCTYPE a>"),
    *(b" obj", b"endobj", b"stream", b"endstream", b"xref", b"/Kids", b"BT", b"ET", b"Tj", b" 0 R"),
    *(b"1e999", b"NaN", b"null", b"-1", b"99999999999999999999", b"[[[[", b"{{{{", b"\xed\xa0\x80"),
]
MOST_BYTES = 200_000
MOST_SECONDS = 5
"""Processor time for one file, which has a few thousand characters."""


def broken(data: bytes, chance: random.Random) -> bytes:
    """Return the data with a few things cut, doubled, moved or put in."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + chance.choice((1, 1, 2, 8, 40, 400)))
        kind = chance.randrange(6)
        if kind == 0:
            del made[at:end]
        elif kind == 1:
            made[at:at] = made[at:end] * chance.choice((1, 2, 50))
        elif kind == 2:
            made[at:at] = chance.choice(TOKENS) * chance.choice((1, 1, 3, 200))
        elif kind == 3 and at < len(made):
            made[at] = chance.randrange(256)
        elif kind == 4:
            made[at:end] = bytes(reversed(made[at:end]))
        elif chance.random() < 0.2:
            del made[at:]
    return bytes(made[:MOST_BYTES])


def broken_inside(data: bytes, chance: random.Random) -> bytes:
    """Return an archive with one of its parts broken."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        names = archive.namelist()
        telling = [name for name in names if "document.xml" in name or "content" in name]
        telling += [name for name in names if "sheet" in name or "sharedStrings" in name]
        victim = chance.choice(telling if telling and chance.random() < 0.8 else names)
        for name in names:
            part = archive.read(name)
            made.writestr(name, broken(part, chance) if name == victim else part)
    return out.getvalue()


def fuzz(name: str, *, seconds: float, seed: int = 0) -> int:
    """Return how many broken files were read or refused in so many seconds of processor time.

    Raises:
        AssertionError: If something else than the reader's own error came out, or nothing for
            long; it names way, seed and run, by which the file can be made again.
    """
    laid_out, layout = LAID_OUT[name]
    whole = laid_out(TURNS * 3)
    end = time.process_time() + seconds
    run = 0
    while time.process_time() < end:
        chance = random.Random(f"{name} {seed} {run}")
        packed = whole.startswith(b"PK") and chance.random() < 0.9
        data = broken_inside(whole, chance) if packed else broken(whole, chance)
        forced = chance.choice((None, layout, chance.choice(LAYOUTS).name))
        begin = time.process_time()
        try:
            _read(data, forced)
        except Exception as error:
            raise AssertionError(f"{name}, seed {seed}, run {run}: {error!r}") from error
        if time.process_time() - begin > MOST_SECONDS:
            raise AssertionError(f"{name}, seed {seed}, run {run}: over {MOST_SECONDS} s")
        run += 1
    return run


def _read(data: bytes, forced: str | None) -> None:
    try:
        transcript = read_transcript(data, file_name="lift", layout=forced)
    except TranscriptError as error:
        if "\n" in str(error):
            raise ValueError("a refusal of several lines") from error
        return
    document = freeze_document(transcript, document_id="d", name="lift", file_name="lift")
    assert len(document.turns) == len(transcript.turns) > 0


def main() -> None:
    """Fuzz each way that is named, all if none is."""
    described = argparse.ArgumentParser(description=__doc__)
    described.add_argument("names", nargs="*", metavar="NAME")
    described.add_argument("--seconds", type=float, default=60)
    described.add_argument("--seed", type=int, default=int(time.time()))
    args = described.parse_args()
    for name in args.names or LAID_OUT:
        runs = fuzz(name, seconds=args.seconds, seed=args.seed)
        print(f"{name}: {runs:,} files, seed {args.seed}", flush=True)


if __name__ == "__main__":
    main()
