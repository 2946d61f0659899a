"""Codings to look at again: their code means something else now than when they were made."""

from collections.abc import Iterable, Mapping

from coding.adjudication import Adjudication
from coding.model import Act, Coding


def codings_to_recheck(codings: Iterable[Coding], since: Mapping[str, int]) -> tuple[Coding, ...]:
    """Return the codings that were made under an older meaning of their code, in their order.

    Args:
        codings: Standing codings.
        since: For each code's id, the framework version since which it means what it means
            (`framework.changes.meaning_since`). Codes that are not in it are passed over.
    """
    return tuple(
        coding for coding in codings if coding.framework_version < since.get(coding.code_id, 0)
    )


def verdicts_to_recheck(
    verdicts: Iterable[Adjudication], since: Mapping[str, int]
) -> dict[str, tuple[Adjudication, ...]]:
    """Return, for each code, the standing verdicts on it that were made under an older meaning."""
    found: dict[str, list[Adjudication]] = {}
    for verdict in verdicts:
        for code_id in dict.fromkeys((*verdict.code_ids, *(m.code_id for m in verdict.marks))):
            if verdict.framework_version < since.get(code_id, 0):
                found.setdefault(code_id, []).append(verdict)
    return {code_id: tuple(found[code_id]) for code_id in since if code_id in found}


def confirming_act(coding: Coding) -> Act:
    """Return the act that puts a coding once more as it was, under the current framework."""
    return Act.ACCEPT if coding.suggested else Act.ADD
