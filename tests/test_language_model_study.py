"""A study and a language model: what is sent, what comes into the study, and what is recorded."""

import json
import sys
from dataclasses import replace

import pytest

from coding.language_model import LanguageModelError, Settings
from coding.language_model.client import LanguageModel
from coding.language_model.combining import Trust
from coding.language_model.errors import SwitchedOffError
from coding.model import EvidenceKind
from coding.pretag import Judged, SegmentText, fit_tagger
from coding.store import Kind
from tests.conftest import ODD_HOUSES
from tests.model_server import codes_in, completion, model_server, passage_in, reasonable
from tests.test_app_pages import no_browser, opened, words  # noqa: F401 (fixture)
from tests.test_matrix_asks import ask  # noqa: F401 (fixture)
from tests.test_summary_route import (  # noqa: F401 (fixtures)
    cases,
    coder_ids,
    post,
    study,
    token_for,
)
from ui import places, studies
from ui.languagemodel import work
from ui.languagemodel.joining import joined
from ui.languagemodel.own import keep_settings, own_settings, sent_to, switch
from ui.languagemodel.study import ModelStudy

TALK = "The lift sang again and would not stop.\n\nThe herring was late, as ever.\n\nMm."
KEY = "sk-herring"


@pytest.fixture
def lodge(home, make_document, make_segments):
    """A study with one interview of three passages."""
    store = studies.create_study(
        "Lodge", ODD_HOUSES.read_text("utf-8"), path=home / "lodge.betweenlines", source="it"
    )
    document = make_document(TALK)
    store.add_document(document, make_segments(document), case_name="Lodge one")
    return store


def switched_on(store, server, **more):
    settings = Settings(server.address, "tiny", **more)
    return switch(store, settings, on=True, coder_id=None)


def asked(store, **more):
    model = LanguageModel(own_settings, store.study().id, patience=5.0)
    return ModelStudy(store, model.settings).ask(model, **more)


def test_what_it_gives_and_quotes_is_suggested_under_its_name(lodge):
    wanted = []

    def fond_of_the_first(body):
        wanted.append((codes_in(body)[0], passage_in(body)))
        return reasonable(body)

    with model_server(fond_of_the_first) as server:
        switched_on(lodge, server)
        tally = asked(lodge)
    found = lodge.suggestions("lift-1")
    quoted = [
        (one.code_id, evidence)
        for one in found
        for evidence in one.evidence
        if evidence.kind is EvidenceKind.QUOTED
    ]

    assert tally.answered == len(wanted) == 3
    assert {one.tagger for one in found} == {found[0].tagger}
    host = server.address.removeprefix("http://").removesuffix("/v1")
    assert found[0].tagger.startswith(
        f"language model tiny at {host} (prompt version 1) with framework"
    )
    assert found[0].tagger in [state.tagger for state in lodge.pretag_state()]
    assert (wanted[0][0], "The lift sang") in [(code, e.text) for code, e in quoted]
    assert all(TALK[e.start : e.end] == e.text for _, e in quoted)


def test_each_request_holds_one_passage_and_nothing_else_of_the_study(lodge):
    with model_server(reasonable) as server:
        switched_on(lodge, server)
        asked(lodge)

    sent = [json.loads(body["messages"][1]["content"]) for body in server.asked]
    assert [one["passage"] for one in sent] == TALK.split("\n\n")
    assert all(set(one) == {"codes", "passage"} for one in sent)
    assert all(len(one["codes"]) <= 12 for one in sent)
    assert "Lodge" not in json.dumps(server.asked)


def test_stopped_or_broken_off_it_goes_on_where_it_was(lodge):
    with model_server(reasonable) as server:
        switched_on(lodge, server)
        first = asked(lodge, cancelled=lambda: len(server.asked) == 1)
        server.behave = lambda body: (401, {}, [b""])
        with pytest.raises(LanguageModelError):
            asked(lodge)
        half = lodge.suggestions("lift-1")
        server.behave = reasonable
        last = asked(lodge)

    assert (first.answered, first.stopped) == (1, True)
    assert half[0].tagger.startswith("language model")
    assert (last.kept, last.answered) == (1, 2)


def test_switching_it_off_ends_work_that_is_under_way(lodge):
    def switch_off(body):
        switch(lodge, own_settings(), on=False, coder_id=None)
        return reasonable(body)

    with model_server(switch_off) as server:
        switched_on(lodge, server)
        with pytest.raises(SwitchedOffError):
            asked(lodge)

    assert len(server.asked) == 1


def test_the_job_does_the_same_and_leaves_numbers_alone(lodge, tmp_path, capfd):
    request = {"location": str(studies.path_of(lodge.study().id)), "coder": None}
    with model_server(reasonable) as server:
        switched_on(lodge, server, key=KEY)
        for kind in ("estimate", "ask"):
            (tmp_path / kind).mkdir()
            (tmp_path / kind / "request.json").write_text(json.dumps({**request, "kind": kind}))
            assert work.main(tmp_path / kind) == 0

    estimate = json.loads((tmp_path / "estimate" / "result").read_text("utf-8"))
    done = json.loads((tmp_path / "ask" / "result").read_text("utf-8"))
    assert (estimate["estimate"]["passages"], estimate["tally"]) == (2, None)
    assert (done["estimate"]["passages"], done["tally"]["answered"]) == (0, 2)
    assert "sang" not in "".join(capfd.readouterr())
    told = [e.after for e in lodge.log(kinds={Kind.SETTING_CHANGED.value}) if e.detail is None]
    runs = [one.split(" to language")[0] for one in told if one[0].isdigit()]
    assert runs == ["3. 2 passages sent", "2. begun: up to 2 passages", "1. begun: up to 1 passage"]


def test_the_key_is_in_no_study_no_log_and_no_job(lodge, home, betweenlines):
    with model_server(reasonable) as server:
        switched_on(lodge, server, key=KEY)
        betweenlines("pretag", studies.path_of(lodge.study().id), "--language-model")

    assert server.keys[0] == f"Bearer {KEY}"
    held = [path for path in home.rglob("*") if path.is_file() and "cache" not in path.parts]
    with_key = [path.name for path in held if KEY.encode() in path.read_bytes()]
    assert with_key == ["language-model.json"]
    if sys.platform != "win32":
        assert (home / "language-model.json").stat().st_mode & 0o077 == 0


def test_the_log_says_when_it_was_on_and_what_was_sent(lodge):
    with model_server(lambda body: completion(None, refusal="No.")) as server:
        settings = switched_on(lodge, server, key=KEY)
        work.record_run(lodge, asked(lodge), None)
        switch(lodge, settings, on=False, coder_id=None)

    told = [e.after for e in lodge.log(kinds={Kind.SETTING_CHANGED.value})][::-1]
    name = "language model tiny at"
    assert [one.split(" 127")[0] for one in told] == [
        f"on: {name}",
        f"1. 3 passages sent to {name}",
        "off",
    ]
    assert "3 refused" in told[1]


def test_the_command_says_what_is_sent_and_refuses_while_it_is_off(lodge, betweenlines):
    path = studies.path_of(lodge.study().id)
    off = betweenlines("pretag", path, "--language-model")
    with model_server(reasonable) as server:
        switched_on(lodge, server)
        status, _, told = betweenlines("pretag", path, "--language-model")

    assert (off[0], server.asked[:0]) == (1, [])
    assert "off for this study. Nothing was sent" in off[2]
    assert status == 0
    assert "3 passages (15 words) to be sent to 127.0.0.1" in told
    assert "3 answered, 0 refused" in told


def test_every_page_says_so_while_it_is_on(lodge, no_browser):  # noqa: F811
    settings = Settings("https://llm.example.org/v1", "tiny", consent="llm.example.org")
    before = [link.label for link in opened("log", lodge, lodge.add_coder("Oda")).get("page_link")]
    switch(lodge, settings, on=True, coder_id=None)
    links = [link.label for link in opened("log", lodge, lodge.coders()[0]).get("page_link")]

    assert not any("sent to" in label for label in before)
    said = "Passages are sent to llm.example.org when the language model is asked"
    assert said in [label.replace("\\", "") for label in links]


def test_another_computer_needs_its_name_typed(lodge, no_browser):  # noqa: F811
    app = opened("language_model", lodge, lodge.add_coder("Oda"))
    app.text_input(key="model_address").input("https://llm.example.org/v1")
    app.text_input(key="model_name").input("tiny")
    app.button(key="model_save").click().run()
    assert app.toggle[0].disabled
    assert "llm.example.org is another computer" in words(app).replace("\\", "")

    app.text_input(key="model_consent_host").input("llm.example.com")
    app.button(key="model_consent_give").click().run()
    assert app.toggle[0].disabled
    app.text_input(key="model_consent_host").input("llm.example.org")
    app.button(key="model_consent_give").click().run()
    app.toggle[0].set_value(True).run()

    assert not app.exception
    assert sent_to(lodge.study().id) == "llm.example.org"


def test_an_unsound_address_is_said_and_not_kept(lodge, no_browser):  # noqa: F811
    app = opened("language_model", lodge, lodge.add_coder("Oda"))
    app.text_input(key="model_address").input("http://llm.example.org/v1")
    app.button(key="model_save").click().run()

    assert "unencrypted" in words(app)
    assert own_settings() == Settings()


def test_the_test_button_sends_no_participants_words(lodge, no_browser):  # noqa: F811
    with model_server(reasonable) as server:
        switched_on(lodge, server)
        app = opened("language_model", lodge, lodge.add_coder("Oda"))
        app.button(key="model_test").click().run()
        server.behave = lambda body: completion("Certainly!")
        chatty = app.button(key="model_test").click().run()

    assert "sang" not in json.dumps(server.asked)
    assert any("not in the form" in one.value for one in chatty.warning)


@pytest.fixture
def cell(cases):  # noqa: F811
    return {"case": cases["Lift 1"], "code": "SONG", "passages": [["lift-1", 0, 23]]}


def test_a_cell_is_drafted_from_its_own_passages_and_marked_by_the_page(ask, study, cell):  # noqa: F811
    with model_server(reasonable) as server:
        keep_settings(Settings(server.address, "tiny", study_ids=frozenset({study.study().id})))
        (draft,) = ask("/api/draft-by-model", cells=[cell]).json()["drafts"]

    assert draft["text"].startswith("It sang. [")
    assert draft["text"].endswith(" L1]")
    assert study.cell_acts() == ()


def test_a_draft_with_invented_references_is_refused_with_a_line(ask, study, cell):  # noqa: F811
    wrong = {"sentences": [{"text": "It sang.", "passages": [7]}]}
    with model_server(lambda body: completion(json.dumps(wrong))) as server:
        keep_settings(Settings(server.address, "tiny", study_ids=frozenset({study.study().id})))
        answer = ask("/api/draft-by-model", cells=[cell])

    assert answer.status_code == 400
    assert "cited passage 7, and this cell has 1" in answer.json()["error"]


def test_nothing_is_drafted_while_it_is_off_or_from_another_case(ask, study, cell, cases):  # noqa: F811
    with model_server(reasonable) as server:
        keep_settings(Settings(server.address, "tiny"))
        off = ask("/api/draft-by-model", cells=[cell])
        keep_settings(replace(own_settings(), study_ids=frozenset({study.study().id})))
        other = next(value for value in cases.values() if value != cell["case"])
        elsewhere = ask("/api/draft-by-model", cells=[{**cell, "case": other}])
        several = ask("/api/draft-by-model", cells=[cell, cell])

    assert "off for this study" in off.json()["error"]
    assert [off.status_code, elsewhere.status_code, several.status_code] == [400, 400, 400]
    assert server.asked == []


def test_answers_that_are_there_count_without_asking_and_only_while_it_is_on(lodge):
    tagger = fit_tagger(lodge.framework()[1], cache=places.cache_folder())
    with model_server(reasonable) as server:
        settings = switched_on(lodge, server)
        none_yet = joined(lodge, tagger)
        asked(lodge)
        number = len(server.asked)
    segments = [SegmentText("lift-1", 0, 39, TALK[:39], True)]
    joint = joined(lodge, tagger)
    found = joint.suggest(segments, all_codes=True)
    switch(lodge, settings, on=False, coder_id=None)

    assert (none_yet, joined(lodge, tagger)) == (tagger, tagger)
    assert joint.name.startswith("language model tiny")
    assert joint.usual_threshold == tagger.usual_threshold
    assert found[0][0].evidence[0].kind is EvidenceKind.QUOTED
    assert len(server.asked) == number == 3


def test_votes_are_weighed_by_the_decisions_that_were_handed_in_alone(lodge):
    tagger = fit_tagger(lodge.framework()[1], cache=places.cache_folder())
    with model_server(reasonable) as server:
        switched_on(lodge, server)
        asked(lodge)
    segment = SegmentText("lift-1", 0, 39, TALK[:39], True)

    assert joined(lodge, tagger).trust == Trust()
    assert joined(lodge, tagger, [Judged(segment)]).trust.falsely > Trust().falsely
