"""What suggestions have learnt, as it is kept and told; and which suggestions a coder is shown.

Suggestions are kept from a low probability upwards (`LEAST_KEPT`); what a coder is shown of them
follows from how sure a suggestion must be, and from the codes that are muted. So the slider works
at once, and nothing has to be worked out again for it.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from coding.governance import MARGIN, CodeRecord, Muting, muted_codes
from coding.model import EvidenceKind, Suggestion
from coding.pretag.expecting import Basis, Curve, Expectation

LEAST_KEPT = 0.05
LEAST_HELD = 5
"""With fewer suggestions of a code on left-out passages nothing is expected of it."""


@dataclass(frozen=True, slots=True)
class LessonNote:
    """What a tagger has learnt, under which framework version, and what that changed.

    `finished` passages with `codings` were learnt from; `never` counts passages like which some
    code is not to be suggested. `better` are the codes for which the decisions proved better
    than the framework alone. Of the suggestions on unfinished passages `new` were not there
    before and `gone` are no longer there. `usual` is the least probability while nobody has set
    another, `curve` what to expect at each. `muted` is what the figures say on muting;
    what people set by hand is not among it. `held` says by code how many suggestions on finished
    passages, each predicted without its part of the study, were right, and how many there were.
    """

    tagger: str
    framework_version: int
    usual: float
    curve: Curve
    finished: int = 0
    codings: int = 0
    never: int = 0
    better: tuple[str, ...] = ()
    new: int = 0
    gone: int = 0
    muted: tuple[Muting, ...] = ()
    held: tuple[tuple[str, int, int], ...] = ()


def lesson_json(lesson: LessonNote) -> str:
    """Return the lesson as JSON; `read_lesson` takes it."""
    return json.dumps(asdict(lesson), separators=(",", ":"))


def read_lesson(text: str) -> LessonNote:
    """Return the lesson that `lesson_json` wrote."""
    told = json.loads(text)
    curve = told["curve"]
    points = tuple(Expectation(**point) for point in curve["points"])
    told["curve"] = Curve(points, Basis(curve["basis"]), curve["tested"])
    told["muted"] = tuple(Muting(**one) for one in told["muted"])
    told["better"] = tuple(told["better"])
    told["held"] = tuple((code, right, offered) for code, right, offered in told["held"])
    return LessonNote(**told)


def muted_now(
    records: Iterable[CodeRecord], lesson: LessonNote | None, mute_below: float | None
) -> tuple[Muting, ...]:
    """Return the codes that the figures mute; what people set by hand is left out.

    A code of whose suggestions enough are expected to be right from now on is not muted for what
    an earlier tagger got wrong.

    Args:
        records: How the codes fared.
        lesson: What was learnt last, with what was muted until now.
        mute_below: The least share of right suggestions; None mutes nothing.
    """
    if mute_below is None:
        return ()
    held = lesson.held if lesson else ()
    expected = {code: right / of for code, right, of in held if of >= LEAST_HELD}
    before = {one.code_id: one for one in lesson.muted} if lesson else {}
    found = muted_codes(records, before, threshold=mute_below, expected=expected)
    better = min(mute_below + MARGIN, 1.0)
    return tuple(one for one in found if one.muted and expected.get(one.code_id, 0.0) < better)


def sure_enough(
    suggestions: Iterable[Suggestion], threshold: float, muted: Collection[str] = ()
) -> tuple[Suggestion, ...]:
    """Return the suggestions that a coder is shown, in their order.

    Those at least as probable as `threshold`, and with each the mirrored code that scores alike;
    none of a muted code.
    """
    wanted = [one for one in suggestions if one.code_id not in muted]
    pairs = {
        (one.start, one.end, reason.text)
        for one in wanted
        if one.score >= threshold
        for reason in one.evidence
        if reason.kind is EvidenceKind.TWIN
    }
    return tuple(
        one
        for one in wanted
        if one.score >= threshold or (one.start, one.end, one.code_id) in pairs
    )


def renewed(
    old: Iterable[Suggestion], new: Iterable[Suggestion], settled: Collection[tuple[int, int]]
) -> tuple[Suggestion, ...]:
    """Return new suggestions, but the old ones on passages that are settled, by place.

    Args:
        old: A document's suggestions until now.
        new: Those that replace them.
        settled: Start and end of the passages that somebody has decided on.
    """
    spans = sorted(settled)

    def is_settled(one: Suggestion) -> bool:
        return any(one.start < end and one.end > start for start, end in spans)

    kept = [one for one in old if is_settled(one)]
    fresh = [one for one in new if not is_settled(one)]
    return tuple(sorted((*kept, *fresh), key=lambda one: (one.start, one.end)))


def difference(before: Iterable[Suggestion], after: Iterable[Suggestion]) -> tuple[int, int]:
    """Return how many suggestions of a document are new, and how many are gone."""
    old = {(one.start, one.end, one.code_id) for one in before}
    now = {(one.start, one.end, one.code_id) for one in after}
    return len(now - old), len(old - now)
