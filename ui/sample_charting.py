"""What two invented coders wrote beside the sample study's matrix, as acts for the log."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from coding.named_matrices import NamedMatrix, setting_of
from coding.second_order import Scope, WideAct, WideDeed
from coding.store import Store
from coding.topic_guide import GUIDE, TopicGuide, guide_text

_AT = datetime(2026, 10, 13, 10, 0, tzinfo=UTC)


def record_sample_charting(store: Store, described: Mapping[str, Any]) -> None:
    """Store the topic guide, the named matrices, and what is said of whole rows and columns.

    Args:
        store: The study, with its coders and cases.
        described: What `charting.yaml` holds.
    """
    guide = TopicGuide.model_validate({"questions": described["topic_guide"]})
    store.change_setting(GUIDE, guide_text(guide), coder_id=None)
    for one in described["matrices"]:
        name, value = setting_of(NamedMatrix.model_validate(one))
        store.change_setting(name, value, coder_id=None)
    store.record_wide_acts(_acts(store, described))


def _acts(store: Store, described: Mapping[str, Any]) -> list[WideAct]:
    coders = {coder.name: coder.id for coder in store.coders()}
    cases = {case.name: case.id for case in store.cases()}
    version = store.framework()[0]
    acts = [
        WideAct(
            coders[one["coder"]],
            WideDeed.SUMMARISE,
            Scope(one["scope"]),
            cases.get(one["about"], one["about"]),
            _AT,
            version,
            text=one["text"],
        )
        for one in described["summaries"]
    ]
    acts += [
        WideAct(
            coders[one["coder"]],
            WideDeed.MARK_NEGATIVE,
            Scope.CODE,
            one["code"],
            _AT + timedelta(minutes=20),
            version,
            text=one["text"],
            case_id=cases[one["case"]],
        )
        for one in described["negative_cases"]
    ]
    return acts
