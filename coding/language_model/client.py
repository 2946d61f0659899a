"""Asking a language model: one request at a time to one address, any OpenAI-compatible server.

No redirect is followed, no proxy of the environment is used, certificates are checked, and an
answer that is too large or too late is given up. No error says what was sent or answered.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx2

from coding.language_model.errors import (
    AddressError,
    LanguageModelError,
    NoAnswerError,
    TooLateError,
    UnusableAnswerError,
)
from coding.language_model.prompts import Messages
from coding.language_model.settings import Settings, endpoint

LARGEST_ANSWER = 200_000
"""Bytes. An answer in the form asked for has a few hundred."""

PATIENCE = 120.0
MOST_TOKENS = 1_500
"""Tokens that an answer may have; models that think aloud need more than the answer itself."""

_CONNECT = 10.0
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said: words, tokens read and written (None if untold), and seconds taken."""

    text: str
    refused: bool
    tokens_in: int | None
    tokens_out: int | None
    seconds: float


class LanguageModel:
    """The model that a person has switched on for one study; asked with `ask`.

    Args:
        settings: Read anew for every request, so that switching it off ends everything at once.
        study_id: The study whose passages are sent.
        patience: Seconds until an answer is given up.

    Raises:
        SwitchedOffError: If the model is not on for the study.
    """

    def __init__(
        self, settings: Callable[[], Settings], study_id: str, *, patience: float = PATIENCE
    ) -> None:
        self._settings = settings
        self._study_id = study_id
        self._patience = patience
        self._plain = False
        self.settings = settings()
        self.settings.check_on(study_id)

    def ask(self, messages: Messages) -> Reply:
        """Return the model's answer.

        Raises:
            SwitchedOffError: If the model is off by now; nothing was sent.
            NoAnswerError: If there is no answer in time, or the server is busy.
            UnusableAnswerError: If the answer is too large or not a chat completion.
            LanguageModelError: If asking again will not help: wrong key, model or address.
        """
        now = self._settings()
        now.check_on(self._study_id)
        if (now.address, now.model) != (self.settings.address, self.settings.model):
            raise LanguageModelError(
                "The language model was changed meanwhile. What was answered is kept; begin anew."
            )
        self.settings = now
        begun = time.monotonic()
        status, data = self._post(messages, begun)
        if status in (400, 422) and not self._plain:
            self._plain = True  # some servers know only the plainest request
            status, data = self._post(messages, begun)
        _check_status(status, now.host)
        return _read(data, time.monotonic() - begun)

    def _post(self, messages: Messages, begun: float) -> tuple[int, bytes]:
        body: dict[str, Any] = {"model": self.settings.model, "messages": messages, "stream": False}
        if not self._plain:
            form = {"type": "json_object"}
            body |= {"temperature": 0, "max_tokens": MOST_TOKENS, "response_format": form}
        headers = {"Accept-Encoding": "identity", "User-Agent": "Betweenlines"}
        if self.settings.key:
            headers["Authorization"] = f"Bearer {self.settings.key}"
        timeout = httpx2.Timeout(self._patience, connect=min(_CONNECT, self._patience))
        host = self.settings.host
        try:
            with (
                httpx2.Client(trust_env=False, follow_redirects=False, timeout=timeout) as client,
                client.stream(
                    "POST", endpoint(self.settings.address), json=body, headers=headers
                ) as answer,
            ):
                return answer.status_code, self._received(answer, begun)
        except httpx2.TimeoutException:
            raise self._too_late() from None
        except httpx2.ConnectError as error:
            raise _no_connection(error, host) from None
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol, UnicodeError):
            raise AddressError(f"{host} is no address that can be reached.") from None
        except httpx2.HTTPError:
            raise NoAnswerError(f"The connection to {host} broke off.") from None

    def _received(self, answer: httpx2.Response, begun: float) -> bytes:
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise UnusableAnswerError("The language model's answer came in a form not asked for.")
        parts, size = [], 0
        for part in answer.iter_raw():
            size += len(part)
            if size > LARGEST_ANSWER:
                raise UnusableAnswerError("The language model's answer is far too large.")
            if time.monotonic() - begun > self._patience:
                raise self._too_late()
            parts.append(part)
        return b"".join(parts)

    def _too_late(self) -> TooLateError:
        return TooLateError(
            f"{self.settings.host} did not answer within {self._patience:.0f} seconds."
        )


def _check_status(status: int, host: str) -> None:
    if status < 300:
        return
    if status < 400:
        raise LanguageModelError(
            f"{host} sends requests on to another address, which is not followed. Type the "
            "address at which the language model itself answers."
        )
    if status in (401, 403):
        raise LanguageModelError(f"{host} does not accept the key. Check the key and the model.")
    if status == 404:
        raise LanguageModelError(
            f"{host} knows no such address or model. Check both; addresses often end in /v1."
        )
    if status in _BUSY:
        raise NoAnswerError(f"{host} is busy or out of order (it answers {status}).")
    raise LanguageModelError(f"{host} does not accept the request (it answers {status}).")


def _no_connection(error: Exception, host: str) -> LanguageModelError:
    if "certificate" in str(error).lower():
        return LanguageModelError(
            f"The certificate of {host} cannot be trusted, so nothing was sent. Ask whoever "
            "runs it."
        )
    return LanguageModelError(
        f"{host} cannot be reached. Check the address, and that the language model is running."
    )


def _read(data: bytes, seconds: float) -> Reply:
    try:
        answer = json.loads(data)
        choice = answer["choices"][0]
        message = choice["message"]
        text, refusal = message.get("content"), message.get("refusal")
        usage = answer.get("usage") or {}
        tokens = [usage.get("prompt_tokens"), usage.get("completion_tokens")]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise UnusableAnswerError(
            "What answers there is no language model of the usual kind. Check the address."
        ) from None
    refused = bool(refusal) or choice.get("finish_reason") == "content_filter"
    read, written = (one if type(one) is int and one >= 0 else None for one in tokens)
    return Reply(text if isinstance(text, str) else "", refused, read, written, seconds)
