"""The figures of the u-alpha family as results, with the reasons where they are undefined."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from coding.agreement.continua import Continuum
from coding.agreement.patterns import Floats
from coding.agreement.resampling import DrawnBy, Resampling, drawn_counts, intervals
from coding.agreement.u_alpha import cu_alpha, k_u_alpha, u_alpha, u_alpha_binary
from coding.agreement.unitizing import Coincidences, coincidences, overlapping_codes
from coding.agreement.values import Result, Statistic

ONE_CODER = "Only one coder; agreement needs two."
NO_MATTER = "There is no text that all coders went through."
NO_PASSAGES = "Nobody marked a passage, so there is nothing to agree on."
ALL_ALIKE = (
    "All coders treated all of the text alike; without any variation, agreement beyond chance "
    "cannot be told."
)
NO_GAPS = "Everybody marked all of the text; there are no gaps to tell from passages."
NOT_JOINT = "No text was marked by two coders."
CODE_NOT_JOINT = "No text with this code was marked, with any code, by another coder."
ONE_CODE = "The text that two coders marked bears one code only; there was nothing to tell apart."

_Member = tuple[str, str | None, Callable[[Coincidences], Floats]]


def u_alpha_results(
    continua: Sequence[Continuum],
    coders: Sequence[str],
    codes: Sequence[str],
    plan: Resampling | None = None,
    *,
    each_alone: bool = True,
) -> tuple[Result, ...]:
    """Return the family: over all codes, per code against the other codes, and per code alone.

    A `u_alpha` with a code looks at that code's passages only, as if no other code existed; it
    is defined where passages with different codes overlap, when the rest is not. Intervals are
    made by document, where there are two or more; characters cannot be drawn one by one.

    Args:
        continua: The documents, sorted.
        coders: The coders to compare, sorted.
        codes: The codes that exclude each other, sorted: all of them, or a theme's.
        plan: How to make intervals; None for none.
        each_alone: Also look at each code alone.
    """
    family = _family(codes)
    alone: list[_Member] = [(Statistic.U_ALPHA, code, u_alpha) for code in codes if each_alone]
    n = sum(end - start for continuum in continua for start, end in continuum.extent)
    if len(coders) < 2 or not n:
        why = NO_MATTER if len(coders) > 1 else ONE_CODER
        return tuple(_undefined(member, n, why) for member in (*family, *alone))
    overlap = _overlap(continua, codes)
    if overlap:
        found = [_undefined(member, n, overlap) for member in family]
    else:
        found = _results(coincidences(continua, coders, codes), family, plan, n)
    for member in alone:
        found += _results(coincidences(continua, coders, (str(member[1]),)), [member], plan, n)
    return tuple(found)


def _family(codes: Sequence[str]) -> list[_Member]:
    per_code: list[_Member] = [
        (Statistic.K_U_ALPHA, code, partial(k_u_alpha, value=place + 1))
        for place, code in enumerate(codes)
    ]
    return [
        (Statistic.U_ALPHA, None, u_alpha),
        (Statistic.U_ALPHA_BINARY, None, u_alpha_binary),
        (Statistic.CU_ALPHA, None, cu_alpha),
        *per_code,
    ]


def _overlap(continua: Sequence[Continuum], codes: Sequence[str]) -> str:
    """Return why the codes do not exclude each other, naming the first place; "" if they do."""
    for continuum in continua:
        span = overlapping_codes(continuum, codes)
        if span:
            where = f" in {continuum.document_id}" if continuum.document_id else ""
            return (
                f"{span.coder} marked overlapping passages with different codes{where} (the first "
                f"at characters {span.start}-{span.end}); this coefficient is defined only for "
                "passages that exclude each other. Look at one code at a time."
            )
    return ""


def _undefined(member: _Member, n: int, why: str) -> Result:
    return Result(str(member[0]), member[1], None, None, None, None, n, why)


def _results(
    sums: Coincidences, members: Sequence[_Member], plan: Resampling | None, n: int
) -> list[Result]:
    whole = sums.summed(np.ones((1, len(sums.observed))))
    values = np.array([figure(whole)[0] for _, _, figure in members])
    bounds: Sequence[tuple[float, float] | None] = [None] * len(members)
    if plan is not None and plan.by is DrawnBy.DOCUMENT and len(sums.observed) > 1:
        resampled = _resampled(sums, members, plan)
        bounds = intervals(values, resampled, plan)
    return [
        Result(
            statistic=str(name),
            code=code,
            coders=None,
            value=None if np.isnan(value) else float(value),
            low=bound[0] if bound else None,
            high=bound[1] if bound else None,
            n=n,
            why=_reason(name, place - 2, whole) if np.isnan(value) else None,
        )
        for place, ((name, code, _), value, bound) in enumerate(
            zip(members, values, bounds, strict=True)
        )
    ]


def _resampled(sums: Coincidences, members: Sequence[_Member], plan: Resampling) -> Floats:
    """Return the members' values in every resample of documents, a bounded block at a time."""
    documents = np.eye(len(sums.observed))
    most = max(1, 4_000_000 // sums.observed[0].size)
    columns = []
    for weights in drawn_counts(documents, plan, key=""):
        for begin in range(0, len(weights), most):
            drawn = sums.summed(weights[begin : begin + most])
            columns.append(np.array([figure(drawn) for _, _, figure in members]))
    return np.concatenate(columns, axis=1)


def _reason(name: str, value: int, sums: Coincidences) -> str:
    """Return why a member is undefined; `value` is the place of its code, if it is of one."""
    observed = sums.observed[0]
    joint = observed[1:, 1:]
    if not observed[1:].any():
        return NO_PASSAGES
    if name == Statistic.U_ALPHA:
        return ALL_ALIKE
    if name == Statistic.U_ALPHA_BINARY:
        return NO_GAPS if not observed[0].any() else ALL_ALIKE
    if not joint.any():
        return NOT_JOINT
    if name == Statistic.K_U_ALPHA and not joint[value - 1].any():
        return CODE_NOT_JOINT
    return ONE_CODE
