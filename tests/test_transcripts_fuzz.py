"""Broken files: nothing but the reader's own error comes out."""

import pytest

from benchmarks.fuzz_transcripts import fuzz
from benchmarks.laid_out import LAID_OUT


@pytest.mark.slow
@pytest.mark.parametrize("name", LAID_OUT)
def test_broken_files_are_read_or_refused(name):
    assert fuzz(name, seconds=0.7) > 0
