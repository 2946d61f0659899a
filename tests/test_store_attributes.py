"""Attributes come in with one step, and go out with one."""

import pytest

from coding.attribute_values import AttributeType
from coding.attributes import Change
from coding.store import Kind, StoreError

TYPES = {"Floors": AttributeType.NUMBER}


@pytest.fixture
def lift(store):
    case_id = store.add_case("P01")
    store.set_attribute(case_id, "Mood", "glad", coder_id=None)
    return case_id


def change(case_id, name="Floors", before="", after="7"):
    return Change(case_id, "P01", name, before, after, 2)


def facts(store):
    return dict(store.cases()[0].attributes)


def test_values_and_types_come_in_together_and_are_in_the_log(store, lift):
    changes = [change(lift), change(lift, "Mood", "glad", "sad")]
    batch = store.import_attributes(changes, TYPES, coder_id=None, reason="from lifts.csv")

    assert facts(store) == {"Floors": "7", "Mood": "sad"}
    assert store.setting("attribute type/Floors") == "number"
    newest = store.log(kinds=[Kind.ATTRIBUTE_SET], limit=1)[0]
    assert (newest.before, newest.after, newest.reason) == ("glad", "sad", "from lifts.csv")
    found = store.last_attribute_import()
    assert (found.id, found.values, found.reason) == (batch, 2, "from lifts.csv")


def test_nothing_comes_in_over_a_value_that_was_not_seen(store, lift):
    with pytest.raises(StoreError, match="in the meantime"):
        store.import_attributes(
            [change(lift), change(lift, "Mood", "", "sad")], TYPES, coder_id=None, reason="x"
        )

    assert facts(store) == {"Mood": "glad"}
    assert store.setting("attribute type/Floors") is None


def test_one_undo_takes_all_of_an_import_back(store, lift):
    first = store.import_attributes([change(lift)], TYPES, coder_id=None, reason="x")
    second = store.import_attributes(
        [change(lift, before="7", after="8")], {}, coder_id=None, reason="y"
    )

    assert store.undo_attribute_import(second, coder_id=None) == (1, ())
    assert facts(store) == {"Floors": "7", "Mood": "glad"}
    assert store.last_attribute_import().id == first
    assert store.undo_attribute_import(first, coder_id=None) == (1, ())
    assert facts(store) == {"Mood": "glad"}
    assert store.setting("attribute type/Floors") is None
    assert store.last_attribute_import() is None
    with pytest.raises(StoreError, match="any more"):
        store.undo_attribute_import(first, coder_id=None)


def test_undo_leaves_what_somebody_changed_since(store, lift):
    changes = [change(lift), change(lift, "Mood", "glad", "sad")]
    batch = store.import_attributes(changes, {}, coder_id=None, reason="x")
    store.set_attribute(lift, "Mood", "grim", coder_id=None)

    assert store.undo_attribute_import(batch, coder_id=None) == (1, ((lift, "Mood"),))
    assert facts(store) == {"Mood": "grim"}


def test_a_case_that_has_gone_stops_the_import(store, lift):
    with pytest.raises(StoreError, match="no longer"):
        store.import_attributes([change("gone")], {}, coder_id=None, reason="x")


def test_an_import_of_which_nothing_stands_cannot_be_undone(store, lift):
    batch = store.import_attributes([change(lift)], TYPES, coder_id=None, reason="x")
    store.set_attribute(lift, "Floors", "8", coder_id=None)

    with pytest.raises(StoreError, match="changed since"):
        store.undo_attribute_import(batch, coder_id=None)
    assert store.setting("attribute type/Floors") == "number"
