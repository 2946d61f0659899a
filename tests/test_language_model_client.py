"""Asking a language model: only when it is switched on, only there, and never for ever."""

import socket
import time
from dataclasses import replace

import pytest

from coding.language_model.client import LARGEST_ANSWER, LanguageModel
from coding.language_model.errors import (
    AddressError,
    LanguageModelError,
    NoAnswerError,
    SwitchedOffError,
    TooLateError,
    UnusableAnswerError,
)
from coding.language_model.settings import (
    Settings,
    checked_address,
    checked_key,
    endpoint,
    notes_of,
    settings_from,
    with_address,
)
from tests.model_server import completion, model_server, said, slowly

HELLO = ({"role": "user", "content": "The lift sang again."},)
AFAR = "https://llm.example.org/v1"


def switched_on(address, **more):
    return Settings(address=address, model="tiny", study_ids=frozenset({"s1"}), **more)


def ask(settings, patience=5.0):
    return LanguageModel(lambda: settings, "s1", patience=patience).ask(HELLO)


@pytest.fixture
def no_sockets(monkeypatch):
    def refuse(*_args, **_more):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(address="http://127.0.0.1:9/v1", model="tiny"),
        Settings(address="http://127.0.0.1:9/v1", study_ids=frozenset({"s1"})),
        switched_on(AFAR),
        switched_on(AFAR, consent="llm.example.com"),
        Settings("http://127.0.0.1:9/v1", "tiny", study_ids=frozenset({"another study"})),
    ],
)
def test_nothing_is_sent_unless_it_is_on_for_the_study_and_consented_to(settings, no_sockets):
    with pytest.raises(SwitchedOffError, match="Nothing was sent"):
        ask(settings)


def test_switching_off_ends_it_at_once(no_sockets):
    now = [switched_on("http://127.0.0.1:9/v1")]
    model = LanguageModel(lambda: now[0], "s1")
    now[0] = replace(now[0], study_ids=frozenset())

    with pytest.raises(SwitchedOffError):
        model.ask(HELLO)


def test_another_address_meanwhile_is_not_asked(no_sockets):
    now = [switched_on("http://127.0.0.1:9/v1")]
    model = LanguageModel(lambda: now[0], "s1")
    now[0] = switched_on("http://127.0.0.2:9/v1")

    with pytest.raises(LanguageModelError, match="changed meanwhile"):
        model.ask(HELLO)


def test_an_answer_comes_with_its_tokens_and_the_key_goes_along():
    with model_server(said({"codable": False, "codes": []})) as server:
        reply = ask(switched_on(server.address, key="sk-lift"))

    assert (reply.text, reply.tokens_in) == ('{"codable": false, "codes": []}', 300)
    assert (server.paths, server.keys) == (["/v1/chat/completions"], ["Bearer sk-lift"])


def test_proxies_of_the_environment_are_not_used(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    with model_server(said({})) as server:
        assert ask(switched_on(server.address)).text == "{}"


def test_a_redirect_elsewhere_is_not_followed():
    with model_server(said({})) as elsewhere:
        there = {"Location": f"{elsewhere.address}/chat/completions"}
        for status in (301, 302, 307, 308):
            answer = (status, there, [])
            with (
                model_server(lambda body, answer=answer: answer) as server,
                pytest.raises(LanguageModelError, match="not followed"),
            ):
                ask(switched_on(server.address, key="sk-lift"))

    assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (401, LanguageModelError, "does not accept the key"),
        (403, LanguageModelError, "does not accept the key"),
        (404, LanguageModelError, "no such address or model"),
        (413, LanguageModelError, "does not accept the request"),
        (429, NoAnswerError, "busy or out of order"),
        (500, NoAnswerError, "busy or out of order"),
        (503, NoAnswerError, "busy or out of order"),
    ],
)
def test_a_server_that_says_no_is_told_of_in_words(status, error, words):
    shouted = b'{"error": {"message": "The lift sang again. sk-lift"}}'
    with (
        model_server(lambda body: (status, {}, [shouted])) as server,
        pytest.raises(error, match=words) as raised,
    ):
        ask(switched_on(server.address, key="sk-lift"))

    assert "sang" not in str(raised.value)
    assert "sk-lift" not in str(raised.value)


def test_a_server_that_knows_only_plain_requests_is_asked_plainly():
    def fussy(body):
        return (400, {}, [b"{}"]) if "response_format" in body else completion("yes")

    with model_server(fussy) as server:
        settings = switched_on(server.address)
        model = LanguageModel(lambda: settings, "s1")
        replies = [model.ask(HELLO).text, model.ask(HELLO).text]

    assert replies == ["yes", "yes"]
    assert len(server.asked) == 3


def test_a_huge_answer_is_given_up():
    part = b"x" * 100_000

    def huge(body):
        return 200, {}, (part for _ in range(500))

    with (
        model_server(huge) as server,
        pytest.raises(UnusableAnswerError, match="far too large"),
    ):
        ask(switched_on(server.address))

    assert LARGEST_ANSWER < 50_000_000


def test_a_packed_answer_is_not_unpacked():
    with (
        model_server(lambda body: (200, {"Content-Encoding": "gzip"}, [b"\x1f\x8b"])) as server,
        pytest.raises(UnusableAnswerError),
    ):
        ask(switched_on(server.address))


@pytest.mark.parametrize("drop", [False, True])
def test_a_server_that_hangs_or_drips_is_given_up_in_time(drop):
    def drip(body):
        return 200, {}, (time.sleep(0.1) or b" " for _ in range(50))

    with (
        model_server(drip if drop else slowly(2.0, said({}))) as server,
        pytest.raises(TooLateError, match="did not answer within"),
    ):
        ask(switched_on(server.address), patience=0.4)


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b'{"choices": []}', b"[" * 9_000])
def test_what_is_no_language_model_is_called_so(answer):
    with (
        model_server(lambda body: answer) as server,
        pytest.raises(UnusableAnswerError, match="no language model of the usual kind"),
    ):
        ask(switched_on(server.address))


def test_nobody_at_home_is_said_in_words():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(LanguageModelError, match="cannot be reached"):
        ask(switched_on(f"http://127.0.0.1:{port}"))


def test_a_refusal_is_seen():
    with model_server(lambda body: completion(None, refusal="I will not.")) as server:
        assert ask(switched_on(server.address)).refused


@pytest.mark.parametrize(
    "typed",
    [
        "lift",
        "ftp://127.0.0.1/v1",
        "http://",
        "https://a b/v1",
        "http://llm.example.org/v1",
        "http://192.168.0.7:11434",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org",
        "https://me:word@llm.example.org",
        "http://127.0.0.1@llm.example.org/",
        "https://llm.example.org/v1?to=elsewhere",
        "https://llm.example.org:99999",
        "https://llm.example.org\\@127.0.0.1",
    ],
)
def test_an_unsound_address_is_refused(typed):
    with pytest.raises(AddressError):
        checked_address(typed)


@pytest.mark.parametrize(
    ("typed", "goes_to"),
    [
        (" http://127.0.0.1:11434/ ", "http://127.0.0.1:11434/v1/chat/completions"),
        ("http://[::1]:1234/v1", "http://[::1]:1234/v1/chat/completions"),
        ("http://localhost/v1/chat/completions", "http://localhost/v1/chat/completions"),
        (AFAR, f"{AFAR}/chat/completions"),
    ],
)
def test_an_address_is_completed(typed, goes_to):
    assert endpoint(checked_address(typed)) == goes_to


def test_another_host_takes_back_key_consent_and_switch():
    before = switched_on(AFAR, key="sk-lift", consent="llm.example.org")

    same, other = with_address(before, f"{AFAR}/v2"), with_address(before, "https://b.example.org")

    assert (same.key, same.is_on("s1")) == ("sk-lift", True)
    assert (other.key, other.consent, other.study_ids) == ("", "", frozenset())


def test_settings_come_back_from_their_file_and_damage_counts_as_off():
    settings = switched_on(AFAR, key="sk-lift", consent="llm.example.org", price_in=0.5)

    assert settings_from(notes_of(settings)) == settings
    assert settings_from({"address": "http://llm.example.org", "model": 3}) == Settings()
    assert not settings_from({**notes_of(settings), "study_ids": "s1"}).is_on("s1")


def test_a_key_is_never_shown():
    settings = switched_on(AFAR, key="sk-lift")

    assert "sk-lift" not in repr(settings)
    with pytest.raises(AddressError) as raised:
        checked_key("sk lift\r\nX: y")
    assert "lift" not in str(raised.value)
