"""Where a language model is, and whether passages may be sent there.

The settings are the person's own and stay on their computer. Nothing is sent unless the model is
switched on for the study and, for any computer but this one, the person has typed its name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from coding.language_model.errors import AddressError, SwitchedOffError

_ENDING = "/chat/completions"
_KEY = re.compile(r"[\x21-\x7e]{0,500}")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has set for themselves; as it comes, nothing may be sent.

    `consent` is the name of the host that the person typed to consent to it. `study_ids` are the
    studies for which the model is on. Prices are per million tokens, in whatever currency; None
    where they were left out.
    """

    address: str = ""
    model: str = ""
    key: str = field(default="", repr=False)
    consent: str = ""
    study_ids: frozenset[str] = frozenset()
    price_in: float | None = None
    price_out: float | None = None

    @property
    def host(self) -> str:
        """Return the host of the address, with its port if one was typed; "" without an address."""
        return _host(self.address) if self.address else ""

    @property
    def stays_here(self) -> bool:
        """Return whether the address is this computer itself."""
        return bool(self.address) and is_loopback(self.address)

    @property
    def consented(self) -> bool:
        """Return whether passages may go to this host: it is this computer, or was consented to."""
        return self.stays_here or bool(self.host and self.consent == self.host)

    def is_on(self, study_id: str) -> bool:
        """Return whether passages of the study may be sent."""
        ready = bool(self.address and self.model) and self.consented
        return ready and study_id in self.study_ids

    def check_on(self, study_id: str) -> None:
        """Do nothing while passages of the study may be sent.

        Raises:
            SwitchedOffError: If they may not.
        """
        if not self.is_on(study_id):
            raise SwitchedOffError(
                "The language model is off for this study. Nothing was sent. It is switched on "
                "on the page “Language model”."
            )

    def named(self, prompt_version: int) -> str:
        """Return how the model is named in the study: model, host and version of the prompt."""
        return f"language model {self.model} at {self.host} (prompt version {prompt_version})"


def checked_address(typed: str) -> str:
    """Return the address as it is kept, without spaces around it or a slash at its end.

    Raises:
        AddressError: If it is no address, holds a name or a password, or would send passages
            unencrypted to another computer.
    """
    address = typed.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        raise _no_address() from None
    sound = parts.scheme in ("http", "https") and parts.hostname and port_is_sound
    odd = re.search(r"[\s\x00-\x1f\\]", address) or not address.isascii() or len(address) > _LONGEST
    if not sound or odd:
        raise _no_address()
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise AddressError(
            "The address holds more than a host and a path. Leave out what follows a “?” or “#” "
            "and any name or password; a key has a field of its own."
        )
    if parts.scheme == "http" and not is_loopback(address):
        raise AddressError(
            "This address would send passages unencrypted over the network. Use one that begins "
            "with https://, or a tunnel to this computer (http://127.0.0.1:...)."
        )
    return address


def checked_key(typed: str) -> str:
    """Return the key without spaces around it.

    Raises:
        AddressError: If it holds characters that no key has; the message does not repeat it.
    """
    key = typed.strip()
    if not _KEY.fullmatch(key):
        raise AddressError("The key holds spaces or letters that no key has. Copy it once more.")
    return key


def with_address(settings: Settings, typed: str) -> Settings:
    """Return the settings with another address; another host takes back key, consent and switch.

    Raises:
        AddressError: If it is no sound address.
    """
    address = checked_address(typed) if typed.strip() else ""
    changed = replace(settings, address=address)
    if changed.host == settings.host and changed.stays_here == settings.stays_here:
        return changed
    return replace(changed, key="", consent="", study_ids=frozenset())


def is_loopback(address: str) -> bool:
    """Return whether the address is this computer: localhost, 127.x.x.x or ::1."""
    name = (urlsplit(address).hostname or "").lower()
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def endpoint(address: str) -> str:
    """Return where requests go: what was typed, completed as OpenAI-compatible servers have it."""
    if address.endswith(_ENDING):
        return address
    path = urlsplit(address).path.rstrip("/")
    return f"{address}{_ENDING}" if path else f"{address}/v1{_ENDING}"


def settings_from(notes: Mapping[str, Any]) -> Settings:
    """Return the settings that `notes_of` described; what is damaged counts as not set."""
    try:
        address = checked_address(str(notes.get("address", "")))
        key = checked_key(str(notes.get("key", "")))
    except AddressError:
        return Settings()
    ids = notes.get("study_ids")
    return Settings(
        address=address,
        model=str(notes.get("model", "")),
        key=key,
        consent=str(notes.get("consent", "")),
        study_ids=frozenset(map(str, ids)) if isinstance(ids, list) else frozenset(),
        price_in=_price(notes.get("price_in")),
        price_out=_price(notes.get("price_out")),
    )


def notes_of(settings: Settings) -> dict[str, Any]:
    """Return the settings as plain values for a file of the person's own."""
    return {
        "address": settings.address,
        "model": settings.model,
        "key": settings.key,
        "consent": settings.consent,
        "study_ids": sorted(settings.study_ids),
        "price_in": settings.price_in,
        "price_out": settings.price_out,
    }


def _host(address: str) -> str:
    return urlsplit(address).netloc.lower()


def _price(value: object) -> float | None:
    sound = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return float(value) if sound else None  # type: ignore[arg-type]


def _no_address() -> AddressError:
    return AddressError(
        "This is no address of a language model. It begins with http:// or https://, e.g. "
        "http://127.0.0.1:11434/v1."
    )
