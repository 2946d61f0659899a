"""Two programs on one study: what one stores, the other sees."""

import subprocess
import sys

import pytest

from coding.store import create_store, open_store
from framework.library import default_framework, starter_frameworks

OTHER_PROGRAM = """
import sys
from coding.store import open_store
with open_store(sys.argv[1]) as store:
    store.add_coder("Oda")
"""


@pytest.mark.parametrize("times", [1, 2])
def test_a_study_opened_twice_here_still_shares_what_another_program_stores(tmp_path, times):
    path = tmp_path / "lifts.betweenlines"
    text = starter_frameworks()[0].text
    create_store(path, name="Lifts", framework_text=text, framework=default_framework()).close()
    opened = [open_store(path) for _ in range(times)]
    for store in opened:
        store.add_coder(f"Coder {id(store)}")

    subprocess.run([sys.executable, "-c", OTHER_PROGRAM, str(path)], check=True, timeout=60)
    opened[0].add_coder("Ulf")
    names = {coder.name for coder in opened[0].coders()}

    assert {"Oda", "Ulf"} <= names
    assert len(names) == times + 2
    with open_store(path) as anew:
        assert {coder.name for coder in anew.coders()} == names
    for store in opened:
        store.close()
