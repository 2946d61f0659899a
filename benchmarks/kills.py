"""Kill programs while they store decisions, and compare what is there row by row.

    python -m benchmarks.kills --times 1000

Two programs at a time store decisions of one coder each, in batches, and say which they were
told are stored. Each is killed (SIGKILL) at a random moment. Then the study is opened again:
nothing that was acknowledged may be missing, nothing may be there twice, changed, or in part.
The next two begin like a browser does: they send again whatever was not acknowledged.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.killing import run_kills


def main() -> int:
    """Kill as often as asked, in a folder that is removed again, and print what came of it."""
    described = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    described.add_argument("--times", type=int, default=1000, help="how many kills")
    described.add_argument("--seed", type=int, default=None, help="to repeat the moments' choice")
    described.add_argument("--database", help="the URL of an empty PostgreSQL database instead")
    asked = described.parse_args()
    random.seed(asked.seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = run_kills(asked.database or Path(folder) / "kills.betweenlines", asked.times)
    print(
        f"{report.kills} kills in {time.monotonic() - began:.0f} s: {report.stored:,} decisions "
        f"stored, {report.acknowledged:,} acknowledged, none of them lost, none twice; "
        f"{report.unacknowledged:,} were stored just before the program could be told."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
