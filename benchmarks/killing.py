"""What `benchmarks.kills` and the tests do: kill programs that store, and compare."""

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from coding.model import Act, Certainty, Decision, Document, Role, Segment, Turn
from coding.store import create_store, open_store
from framework.model import Code, Framework, Theme

TEXT = "The lift sang again.\n\nIt hums in the dark."
WINDOWS = ("window one", "window two")
LONGEST_LIFE_S = 0.06
_PROCESSES = get_context("forkserver")


@dataclass(frozen=True, slots=True)
class Report:
    """What a series of kills came to."""

    kills: int
    stored: int
    acknowledged: int
    unacknowledged: int
    """Decisions that were stored though the program was killed before it was told so."""


def decision(client: str, seq: int, coder_id: str) -> Decision:
    """Return the decision that always carries this client and number."""
    return Decision(
        client=client,
        seq=seq,
        coder_id=coder_id,
        document_id="lift-1",
        act=(Act.ADD, Act.ANNOTATE, Act.WITHDRAW)[seq % 3],
        framework_version=1,
        made_at=datetime(2031, 5, 4, tzinfo=UTC) + timedelta(milliseconds=seq),
        start=seq % 20,
        end=20 + seq % 22,
        code_id="SONG",
        score=1 / (1 + seq),
        shown=bool(seq % 2),
        certainty=Certainty.UNSURE if seq % 5 else None,
        memo=f"memo {seq}" * (seq % 7),
    )


def make_study(location: str | Path) -> dict[str, str]:
    """Make a study with one document, and return a coder's id for each window."""
    framework = Framework(
        name="Lifts",
        themes=(Theme(id="NOISE", name="Noise", codes=(Code(id="SONG", name="Song"),)),),
    )
    document = Document(
        id="lift-1",
        name="Lift",
        text=TEXT,
        turns=(Turn("Oda", Role.PARTICIPANT, 0, 42, None, None),),
        line_starts=(0,),
        layout="prefix",
        file_name="lift.txt",
        file_sha256="0" * 64,
        text_sha256=sha256(TEXT.encode()).hexdigest(),
    )
    made = create_store(location, name="Kills", framework_text="", framework=framework)
    with made as store:
        store.add_document(document, [Segment("lift-1", 1, 0, 20, 0, True)], case_name="P1")
        return {window: store.add_coder(f"Coder at {window}").id for window in WINDOWS}


def _batch(seq: int) -> int:
    """Return how many decisions are sent together from this one on."""
    return 1 + seq % 5


def record_until_killed(
    location: str, client: str, coder_id: str, first: int, acks: Connection
) -> None:
    """Store decisions from `first` on, one to five at a time, and hand on what is acknowledged."""
    with open_store(location) as store:
        seq = first
        while True:
            batch = [decision(client, seq + more, coder_id) for more in range(_batch(seq))]
            acks.send(store.record(batch)[client])
            seq += len(batch)


def _told(acks: Connection) -> list[int]:
    told = []
    while True:
        try:
            told.append(acks.recv())
        except EOFError:
            return told


def _kill_each(location: str, coders: dict[str, str], acked: dict[str, int]) -> dict[str, int]:
    """Start a program for each window, kill each, and return what they were told is stored."""
    running = []
    for client, coder_id in coders.items():
        ours, theirs = _PROCESSES.Pipe(duplex=False)
        work = (location, client, coder_id, acked[client] + 1, theirs)
        process = _PROCESSES.Process(target=record_until_killed, args=work)
        process.start()
        theirs.close()
        running.append((client, process, ours))
    told = {}
    for client, process, ours in running:
        ours.poll(random.choice([0.02, 30]))  # some die before their first word, most after it
        time.sleep(random.uniform(0, LONGEST_LIFE_S))
        process.kill()
        process.join()
        if process.exitcode != -9:
            raise AssertionError(f"the program ended by itself with {process.exitcode}")
        told[client] = max([acked[client], *_told(ours)])
        ours.close()
    return told


def _ends_a_batch(count: int, first: int) -> bool:
    """Return whether so many can be stored by whole batches, sent from `first` on."""
    while first <= count:
        first += _batch(first)
    return first == count + 1


def _compare(location: str, coders: dict[str, str], acked: dict[str, int]) -> dict[str, int]:
    """Return how many decisions of each window are stored.

    Raises:
        AssertionError: If any is lost, doubled, changed or out of order.
    """
    with open_store(location) as store:
        stored = store.decisions()
    counts = {}
    for client, coder_id in coders.items():
        own = [one for one in stored if one.client == client]
        if own != [decision(client, seq, coder_id) for seq in range(1, len(own) + 1)]:
            raise AssertionError(f"what is stored of {client} is not what was sent")
        if len(own) < acked[client]:
            raise AssertionError(f"{acked[client]} were acknowledged, {len(own)} are stored")
        counts[client] = len(own)
    if len(stored) != sum(counts.values()):
        raise AssertionError("decisions are stored that nobody sent")
    return counts


def run_kills(location: str | Path, times: int) -> Report:
    """Make a study, kill programs that store into it, and compare after each pair of kills.

    Raises:
        AssertionError: If anything acknowledged was lost, or anything is there twice.
    """
    _PROCESSES.set_forkserver_preload(["benchmarks.killing"])
    coders = make_study(location)
    acked = dict.fromkeys(coders, 0)
    counts = acked
    beyond = 0
    for _ in range(-(-times // len(coders))):
        before, first = counts, {client: acked[client] + 1 for client in coders}
        acked = _kill_each(str(location), coders, acked)
        counts = _compare(str(location), coders, acked)
        for client, count in counts.items():
            if count != before[client] and not _ends_a_batch(count, first[client]):
                raise AssertionError(f"a batch of {client} was stored in part")
        beyond += sum(counts[client] - acked[client] for client in coders)
    return Report(
        kills=-(-times // len(coders)) * len(coders),
        stored=sum(counts.values()),
        acknowledged=sum(acked.values()),
        unacknowledged=beyond,
    )
