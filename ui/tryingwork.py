"""Trying a framework's examples, in a process of its own: `python -m ui.tryingwork`.

Run with the folder of a job (`ui.jobs`). The answer holds the framework's words, nobody else's.
"""

import json
import sys
from pathlib import Path

from coding.pretag.trying import Tryout, try_examples
from coding.store import StoreError, open_store
from ui.jobs import leave_reason, leave_result, read_request, tell_progress
from ui.places import cache_folder


def main(folder: Path) -> int:
    """Answer the request in `folder`; return the exit status."""
    asked = read_request(folder)
    tell_progress(folder, 0.02)
    try:
        store = open_store(asked["location"])
        framework = store.framework(asked["version"])[1]
    except StoreError as error:
        leave_reason(folder, str(error))
        return 1
    found = try_examples(
        framework,
        cache=cache_folder(),
        progress=lambda done, total: tell_progress(folder, done / max(total, 1)),
    )
    leave_result(folder, json.dumps(as_told(found)).encode())
    return 0


def as_told(found: Tryout) -> dict[str, object]:
    """Return what was found as plain JSON, each line with its verdict."""
    return {
        "notice": found.notice,
        "examples": [
            [one.code_id, one.text, one.place, list(one.first), one.lands] for one in found.examples
        ],
        "misses": [
            [one.code_id, one.text, one.belongs_to, one.place, list(one.first), one.stays_out]
            for one in found.misses
        ],
        "collisions": [
            [one.one, one.other, one.taken, one.one_text, one.other_text]
            for one in found.collisions
        ],
    }


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
