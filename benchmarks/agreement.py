"""Time and memory of agreement: 75 codes x 10,000 segments x 4 coders x 2,000 resamples.

    python benchmarks/agreement.py [segments]

Everything that the agreement page shows is computed: every code, theme and dimension value,
over all coders and for all six pairs, and the figures over whole sets of codes, each with its
interval. Processor time is printed beside wall time, because other work on the machine
stretches the latter.
"""

import os
import resource
import sys
import time

# The products are small: a second thread of the linear algebra library waits more than it works.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from coding.agreement.disagreements import disagreements
from coding.agreement.methods import methods_paragraph
from coding.agreement.reporting import agreement_report
from coding.agreement.resampling import DrawnBy
from coding.agreement.values import RatedUnit, Ratings, Unit
from framework.model import Code, Dimension, DimensionValue, Framework, Theme

CODES, THEMES, CODERS, DOCUMENTS, TIMES = 75, 15, 4, 60, 2000


def made_framework():
    levels = tuple(
        DimensionValue(id=v, name=v.title()) for v in ("patient", "practitioner", "site")
    )
    valences = tuple(DimensionValue(id=v, name=v.title()) for v in ("barrier", "facilitator"))
    themes = tuple(
        Theme(
            id=f"T{n}",
            name=f"Theme {n}",
            dimensions={"level": levels[n % 3].id, "valence": valences[n % 2].id},
            codes=tuple(
                Code(id=f"C{c}", name=f"Code {c}")
                for c in range(n * CODES // THEMES, (n + 1) * CODES // THEMES)
            ),
        )
        for n in range(THEMES)
    )
    dimensions = (
        Dimension(id="level", name="Level", values=levels),
        Dimension(id="valence", name="Valence", values=valences),
    )
    return Framework(name="Made", dimensions=dimensions, themes=themes)


def made_ratings(segments, seed=1):
    """Coders find three in four of what is there, and now and then something else."""
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.full(CODES, 0.5))
    units = []
    for number in range(segments):
        there = rng.choice(CODES, size=rng.choice(4, p=[0.5, 0.3, 0.15, 0.05]), p=weights)
        codes = []
        for _ in range(CODERS):
            found = {f"C{code}" for code in there if rng.random() < 0.75}
            if rng.random() < 0.1:
                found.add(f"C{rng.integers(CODES)}")
            codes.append(frozenset(found))
        document = f"d{number * DOCUMENTS // segments:03}"
        units.append(RatedUnit(f"u{number}", document, tuple(codes)))
    return Ratings(Unit.SEGMENT, tuple(f"coder {n}" for n in range(CODERS)), tuple(units))


def measured(what, work):
    wall, processor = time.perf_counter(), time.process_time()
    made = work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:<44} {wall:6.2f} s wall  {processor:6.2f} s processor  {peak:5.0f} MiB peak")
    return made


def main():
    segments = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    ratings, framework = made_ratings(segments), made_framework()
    print(f"{CODES} codes x {segments:,} segments x {CODERS} coders x {TIMES:,} resamples")
    for drawn_by in DrawnBy:
        report = measured(
            f"report, drawn by {drawn_by}",
            lambda drawn_by=drawn_by: agreement_report(
                ratings, framework, drawn_by=drawn_by, times=TIMES
            ),
        )
    measured("report without intervals", lambda: agreement_report(ratings, framework, times=0))
    measured("every disagreement", lambda: disagreements(ratings))
    measured("methods paragraph", lambda: methods_paragraph(report))


if __name__ == "__main__":
    main()
