"""Learn the default framework once for everybody: `python -m coding.pretag.prepare`.

To be run after the default framework, the small talk or the tagger has changed (a test says so).
The file goes into `prepared/`; without it the first study is a little later, nothing else.
"""

from coding.pretag.fitting import PREPARED, fit_tagger
from framework.library import default_framework


def prepare() -> None:
    """Replace what is in `prepared/` with what is learnt from the default framework now."""
    for old in PREPARED.glob("*.npz"):
        old.unlink()
    fit_tagger(default_framework(), cache=PREPARED)
    for vectors in PREPARED.glob("texts-*.npz"):
        vectors.unlink()
    for file in PREPARED.glob("*.npz"):
        file.chmod(0o644)


if __name__ == "__main__":
    prepare()
