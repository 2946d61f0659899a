"""`betweenlines pseudonyms FILE`: what may give somebody away in a transcript; stores nothing."""

import argparse
import json
from pathlib import Path

from coding.pseudonyms import (
    Candidate,
    Found,
    Key,
    Passage,
    find,
    folded,
    new_key,
    passages_of,
    placeholders_in,
    read_key,
    sentence_around,
    study_list,
    suggested,
)
from coding.transcripts import read_transcript
from ui.commands.problems import CommandError, file_bytes, tell
from ui.wording import counted

READ_YOURSELF = "No rule and no list finds everything: somebody must still read the transcript."


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "pseudonyms",
        help="list what may give somebody away in a transcript",
        description="List the names, places, dates and contact data in a transcript with their "
        "sentences and the placeholders that would be offered. Nothing is changed or stored.",
    )
    described.add_argument("file", type=Path, metavar="FILE")
    described.add_argument(
        "--key", type=Path, metavar="KEYFILE", help="the study's key: the placeholders it holds"
    )
    described.add_argument(
        "--names", type=Path, metavar="LIST", help="the study's own list: a word in each line"
    )
    described.add_argument("--json", action="store_true", help="print JSON")
    described.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print every word with its places."""
    transcript = read_transcript(file_bytes(args.file), file_name=args.file.name)
    key = read_key(args.key) if args.key else new_key()
    listed = study_list(_text(args.names)) if args.names else ()
    passages = passages_of(transcript, of=args.file.name)
    held = placeholders_in(passage.text for passage in passages)
    known = {*held, *(one.placeholder for one in key.rulings if one.placeholder)}
    told = (*listed, *(_decided(key)))
    found = find(passages, listed=told, known=known)
    placeholders = suggested([one.candidate for one in found], key.rulings, taken=held)
    if args.json:
        words = [_as_json(one, passages, key, placeholders) for one in found]
        print(json.dumps({"words": words}, ensure_ascii=False, indent=1))
        return 0
    for one in found:
        print(f"{_said(one, key, placeholders)}\n")
        for hit in one.hits:
            before, word, after = sentence_around(passages[hit.passage], hit)
            print(f"    {before}«{word}»{after}")
        print()
    tell(f"{counted(len(found), 'word')}. {READ_YOURSELF}")
    return 0


def _text(path: Path) -> str:
    try:
        return file_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"{path} is not written in UTF-8. Save it as UTF-8 text.") from None


def _decided(key: Key) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(one.word, one.kind, one.placeholder is not None, one.any_case, "in the key")
        for one in key.rulings
    )


def _said(found: Found, key: Key, placeholders: dict[str, str]) -> str:
    word, ruling = found.candidate, key.of(found.candidate.word)
    if ruling is not None and ruling.placeholder is None:
        becomes = "kept, as decided before"
    else:
        becomes = placeholders[folded(word.word)]
    doubt = "" if word.sure else ", in doubt"
    places = counted(len(found.hits), "place")
    return f"{word.word} -> {becomes}  ({word.kind.value}, {word.why}{doubt}; {places})"


def _as_json(
    found: Found, passages: tuple[Passage, ...], key: Key, placeholders: dict[str, str]
) -> dict[str, object]:
    word, ruling = found.candidate, key.of(found.candidate.word)
    return {
        "word": word.word,
        "kind": word.kind.value,
        "why": word.why,
        "suggested": word.sure,
        "placeholder": placeholders[folded(word.word)],
        "decided": None if ruling is None else ("replace" if ruling.placeholder else "keep"),
        "places": [
            dict(zip(("before", "word", "after"), sentence_around(passages[hit.passage], hit),
                     strict=True))
            for hit in found.hits
        ],
    }  # fmt: skip
