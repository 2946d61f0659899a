"""Components share scripts: each must bring every function that it calls."""

import re
from pathlib import Path

import pytest

import ui
from ui.matrix import matrix_assets
from ui.reader import reader_assets
from ui.settle import settle_assets

SCRIPTS = [path.read_text("utf-8") for path in Path(ui.__file__).parent.rglob("js/*.js")]
DEFINED = re.compile(r"^(?:async )?function\*? (\w+)\(", re.MULTILINE)
OURS = {name for script in SCRIPTS for name in DEFINED.findall(script)}
NEVER_REACHED = {settle_assets: {"moveTo", "respan", "showCode"}}
"""In adjudication no edge of a coding is moved, and no code's page is asked for."""


@pytest.mark.parametrize("assets", [reader_assets, settle_assets, matrix_assets])
def test_a_component_brings_every_function_of_ours_that_it_calls(assets):
    script = assets()[-1]
    inner = re.findall(r"(?:function\*? |const |let )(\w+)", script)
    called = set(re.findall(r"(?<![.\w])(\w+)\(", script)) & OURS

    missing = called - {*DEFINED.findall(script), *inner}
    assert missing == NEVER_REACHED.get(assets, set())
