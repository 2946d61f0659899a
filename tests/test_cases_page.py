"""The Cases page: what attributes are, and undoing a table that was taken in."""

from coding.attribute_values import AttributeType
from coding.attributes import Change
from tests.test_app_pages import empty, no_browser, opened, sample, sample_file
from ui.attributes.kinds import fitting

__all__ = ["empty", "no_browser", "sample", "sample_file"]


def keeper(sample):
    return next(case for case in sample.cases() if case.attributes)


def test_a_table_that_was_taken_in_is_undone_by_one_button(sample):
    case = keeper(sample)
    before = case.attributes
    change = Change(case.id, case.name, "Height", "", "7", 2)
    sample.import_attributes(
        [change], {"Height": AttributeType.NUMBER}, coder_id=None, reason="from the table l.csv"
    )
    app = opened("cases", sample, sample.coders()[0])
    assert "1 value from the table l" in " ".join(one.value for one in app.caption)

    app.button(key="attribute_undo").click().run()

    assert not app.exception
    assert keeper(sample).attributes == before


def test_a_type_can_be_corrected_and_then_a_value_that_does_not_fit_is_refused(sample):
    case = keeper(sample)
    name, value = case.attributes[0]
    app = opened("cases", sample, sample.coders()[0])
    app.selectbox(key=f"attribute_kind_{name}").set_value(AttributeType.NUMBER).run()

    assert not app.exception
    assert sample.setting(f"attribute type/{name}") == "number"
    app.selectbox(key="case_chosen").set_value(case.id).run()
    box = next(one for one in app.text_input if one.label.replace("\\", "") == name)
    box.set_value("quite tall")
    next(one for one in app.button if one.label == "Save").click().run()
    assert "takes a number" in app.error[0].value
    assert dict(keeper(sample).attributes)[name] == value


def test_a_table_is_previewed_and_taken_in_and_different_values_are_left(sample):
    case = keeper(sample)
    name, value = case.attributes[0]
    rows = f"Case;{name};Height\n{case.name.lower()};otherwise;1,7\nNobody;x;2\n"
    app = opened("cases", sample, sample.coders()[0])

    app.file_uploader[0].set_value(("lifts.csv", rows.encode(), "text/csv")).run()
    assert not app.exception
    assert "**1 new value**, 1 different" in " ".join(one.value for one in app.markdown)
    assert "1 row without a case" in app.warning[0].value
    app.button(key="attribute_take").click().run()

    assert not app.exception
    facts = dict(keeper(sample).attributes)
    assert (facts["Height"], facts[name]) == ("1.7", value)
    assert sample.setting("attribute type/Height") == "number"


def test_a_typed_date_that_could_be_two_is_not_kept():
    types = {"Built": AttributeType.DATE}

    assert fitting({"Built": "13/04/1931"}, types) == ({"Built": "1931-04-13"}, ())
    assert fitting({"Built": ""}, types) == ({"Built": ""}, ())
    kept, (wrong,) = fitting({"Built": "03/04/1931"}, types)
    assert kept == {}
    assert "such as 2025-01-31" in wrong
