"""Studies, documents, cases: kept, logged, refused."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from coding.model import Act, Role, Segment, Suggestion, Turn
from coding.store import (
    DuplicateDocumentError,
    Kind,
    StoreError,
    create_store,
    open_store,
)
from framework.model import Code


@pytest.fixture
def oda(store):
    return store.add_coder("Oda").id


@pytest.fixture
def add(store, make_document, make_segments):
    def add(text="The lift sang again.\n\nIt hums in the dark.", *, case="Lift", **more):
        document = make_document(text, **more)
        store.add_document(document, make_segments(document), case_name=case)
        return document

    return add


def kinds(store):
    return [entry.kind for entry in store.log()]


def test_a_study_is_found_again_when_it_is_opened_again(store, study_location, lift_framework):
    store.add_coder("Oda")
    with open_store(study_location) as again:
        assert again.study() == store.study()
        assert again.study().name == "Lighthouse"
        assert again.coders() == store.coders()
        assert again.secret() == store.secret()
        assert again.framework() == (1, lift_framework)
    assert len(store.secret()) == 32


def test_a_study_is_not_made_where_one_is(store, study_location, lift_framework):
    with pytest.raises(StoreError, match="already"):
        create_store(study_location, name="Two", framework_text="", framework=lift_framework)
    assert store.study().name == "Lighthouse"


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "bell\x07", "x" * 501])
def test_names_that_nobody_could_read_are_refused(store, oda, name):
    for verb in (store.rename_study, store.add_coder, store.add_case):
        with pytest.raises(StoreError, match="name"):
            verb(name)


def test_who_is_no_longer_in_the_study_is_told_to_reload(store):
    with pytest.raises(StoreError, match="no longer in the study"):
        store.rename_study("Lightship", coder_id="nobody")
    assert store.study().name == "Lighthouse"


def test_two_coders_do_not_share_a_name_in_any_case(store, oda):
    with pytest.raises(StoreError, match="already a coder called “ODA”"):
        store.add_coder(" ODA ")


def test_framework_versions_are_kept_with_their_reasons(store, oda, lift_framework):
    hum = Code(id="HUM", name="Humming")
    (noise,) = lift_framework.themes
    grown = lift_framework.model_copy(
        update={"themes": (noise.model_copy(update={"codes": (*noise.codes, hum)}),)}
    )
    number = store.add_framework_version("new", grown, reason="They hum, too.", coder_id=oda)

    assert (number, store.framework()) == (2, (2, grown))
    assert store.framework(1) == (1, lift_framework)
    assert (store.framework_text(), store.framework_text(1)) == ("new", "name: Lifts")
    assert [version.reason for version in store.framework_versions()][1] == "They hum, too."
    (entry,) = store.log(kinds=[Kind.FRAMEWORK_CHANGED], limit=1)
    assert (entry.before, entry.after, entry.reason) == ("1", "2", "They hum, too.")


def test_a_framework_is_not_changed_without_a_reason(store, lift_framework):
    with pytest.raises(StoreError, match="reason"):
        store.add_framework_version("new", lift_framework, reason=" ", coder_id=None)
    with pytest.raises(StoreError, match="no version 7"):
        store.framework(7)


def test_a_document_comes_back_as_it_was(store, make_document):
    document = make_document("Naïve 🛗 lift.\n\nשלום, e\u0301cho.")
    turns = (
        Turn("Oda", Role.INTERVIEWER, 0, 13, 0.5, 2.25),
        Turn(None, None, 15, len(document.text), None, None),
    )
    document = replace(document, turns=turns, line_starts=(0, 15))
    segments = (
        Segment(document.id, 1, 0, 13, 0, False),
        Segment(document.id, 2, 15, len(document.text), 1, True),
    )
    store.add_document(document, segments, case_name="P1")

    assert store.document(document.id) == document
    assert store.segments(document.id) == segments
    (entry,) = store.documents()
    assert (entry.words, entry.segments, entry.codable) == (5, 2, 1)
    assert entry.case_names == ("P1",)


def test_adding_a_document_tells_the_log_all_about_it(store, oda, make_document, make_segments):
    document = make_document()
    facts = [("site", "North"), ("role", "patient")]
    segments = make_segments(document)
    store.add_document(document, segments, case_name="P1", attributes=facts, coder_id=oda)
    told = store.log(limit=6)

    assert [(e.kind, e.detail, e.after) for e in reversed(told)] == [
        (Kind.DOCUMENT_ADDED, "lift-1.txt", "Lift one"),
        (Kind.SPEAKERS_CONFIRMED, None, '{"Oda": "participant"}'),
        (Kind.CASE_ADDED, None, "P1"),
        (Kind.CASE_ASSIGNED, None, "P1"),
        (Kind.ATTRIBUTE_SET, "site", "North"),
        (Kind.ATTRIBUTE_SET, "role", "patient"),
    ]
    assert {entry.coder_id for entry in told} == {oda}


@pytest.mark.parametrize("same", ["file_sha256", "text_sha256"])
def test_the_same_file_or_text_is_noticed_and_named(store, add, make_document, same):
    first = add(name="Lift one")
    text = first.text if same == "text_sha256" else "The door creaks."
    again = make_document(text, document_id="lift-2", name="Lift two")
    again = replace(again, **{same: getattr(first, same)})

    with pytest.raises(DuplicateDocumentError, match=r"“lift-2.txt” .* “Lift one”") as refused:
        store.add_document(again, (), case_name="P2")
    assert refused.value.document_id == first.id
    assert [case.name for case in store.cases()] == ["Lift"]
    assert store.known_file(first.file_sha256) == "Lift one"
    assert store.known_file("0" * 64) is None


def test_a_document_is_added_wholly_or_not_at_all(store, make_document, make_segments):
    document = make_document()
    facts = [("site", "North"), ("bad", "bell\x07")]

    with pytest.raises(StoreError, match="“bad”"):
        store.add_document(document, make_segments(document), case_name="P1", attributes=facts)
    assert (store.documents(), store.cases()) == ((), ())
    assert kinds(store) == [Kind.FRAMEWORK_CHANGED, Kind.STUDY_CREATED]


def test_segments_and_texts_that_do_not_belong_together_are_a_mistake(store, make_document):
    document = make_document()
    with pytest.raises(ValueError, match="segment 1"):
        store.add_document(document, [Segment("door", 1, 0, 4, 0, True)], case_name="P1")
    with pytest.raises(ValueError, match="segment 1"):
        store.add_document(document, [Segment(document.id, 1, 0, 99, 0, True)], case_name="P1")
    with pytest.raises(ValueError, match="text_sha256"):
        store.add_document(replace(document, text="Changed."), (), case_name="P1")


@pytest.mark.parametrize("table", ["texts", "segments", "framework_versions"])
def test_what_is_frozen_cannot_be_changed(store, add, table):
    add()
    column = {"texts": "text", "segments": "turn", "framework_versions": "number"}[table]

    with (
        pytest.raises(sa.exc.IntegrityError, match="frozen"),
        store._engine.begin() as connection,
    ):
        connection.exec_driver_sql(f"UPDATE {table} SET {column} = {column}")


def test_a_text_changed_behind_the_programs_back_is_noticed(store, add):
    document = add()
    with store._engine.begin() as connection:
        drop = "DROP TRIGGER texts_no_update"
        on_table = " ON texts" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(drop + on_table)
        connection.exec_driver_sql("UPDATE texts SET text = 'The lift wept again.'")

    with pytest.raises(StoreError, match="not the one that was stored"):
        store.document(document.id)


def test_an_uncoded_document_can_be_removed_with_its_bare_case(store, oda, add):
    document = add()
    song = Suggestion(document.id, 0, 20, "SONG", 1.0, "ear 1")
    store.put_suggestions(document.id, [song], tagger="ear 1", framework_version=1)
    store.set_last_place(oda, document.id, 3)
    store.remove_document(document.id, coder_id=oda)

    assert (store.documents(), store.cases()) == ((), ())
    assert store.segments(document.id) == ()
    assert store.suggestions(document.id) == ()
    assert kinds(store)[:2] == [Kind.CASE_REMOVED, Kind.DOCUMENT_REMOVED]
    with pytest.raises(StoreError, match="no longer"):
        store.document(document.id)
    add()
    assert store.document(document.id) == document


def test_a_case_that_is_known_outlives_its_document(store, oda, add):
    document = add()
    (case,) = store.cases()
    store.set_attribute(case.id, "site", "North", coder_id=oda)
    store.remove_document(document.id, coder_id=oda)

    assert [(c.name, c.document_ids) for c in store.cases()] == [("Lift", ())]


def test_a_document_on_which_anybody_decided_anything_stays(store, oda, add, make_decision):
    document = add()
    undo = make_decision(2, Act.UNDO, coder_id=oda, undoes_client="window", undoes_seq=1)
    store.record([make_decision(1, coder_id=oda), undo])

    with pytest.raises(StoreError, match="has been coded"):
        store.remove_document(document.id, coder_id=oda)
    assert store.document(document.id) == document


def test_attributes_are_set_changed_and_removed_with_what_was_before(store, oda, add):
    add()
    (case,) = store.cases()
    for value in ("North", "North", " South ", ""):
        store.set_attribute(case.id, "site", value, coder_id=oda)
    told = [(e.before, e.after) for e in store.log(kinds=[Kind.ATTRIBUTE_SET])]

    assert told == [("South", None), ("North", "South"), (None, "North")]
    assert store.cases()[0].attributes == ()


def test_cases_come_by_name_with_attributes_and_documents(store, oda, add):
    first, second = add(case="b"), add("Door.", document_id="door-1", case="A")
    (case_a, case_b) = store.cases()
    store.set_attribute(case_a.id, "site", "North", coder_id=oda)
    store.set_attribute(case_a.id, "age", "40s", coder_id=oda)
    store.assign_case(first.id, case_a.id, coder_id=oda)

    (case_a, case_b) = store.cases()
    assert (case_a.name, case_b.name) == ("A", "b")
    assert case_a.attributes == (("age", "40s"), ("site", "North"))
    assert case_a.document_ids == (first.id, second.id)
    assert store.documents()[0].case_names == ("A", "b")


def test_a_case_is_renamed_but_not_to_a_name_that_is_taken(store, add):
    add(case="P1"), add("Door.", document_id="door-1", case="P2")
    one, _ = store.cases()
    store.rename_case(one.id, "P9")

    with pytest.raises(StoreError, match="already a case called “P2”"):
        store.rename_case(one.id, "P2")
    with pytest.raises(StoreError, match="no longer"):
        store.rename_case("nobody", "P3")
    (entry,) = store.log(kinds=[Kind.CASE_RENAMED])
    assert (entry.before, entry.after) == ("P1", "P9")


def test_a_document_leaves_a_case_but_never_its_last(store, add):
    document = add(case="P1")
    two = store.add_case("P2")
    (one, _) = store.cases()
    store.assign_case(document.id, two)
    store.unassign_case(document.id, one.id)

    with pytest.raises(StoreError, match="needs a case"):
        store.unassign_case(document.id, two)
    with pytest.raises(StoreError, match="no longer"):
        store.assign_case("stairs", two)
    assert store.documents()[0].case_names == ("P2",)
