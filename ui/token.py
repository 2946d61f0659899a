"""The pass that lets one page save for one coder, in one document or in the matrix.

The page's script run knows who is coding; the route that stores decisions does not. So the
script signs what it knows with the study's own secret, and the route believes nothing else.
This is no login: it keeps one page's work from landing under another name or in another study.
"""

import base64
import binascii
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

LASTS = timedelta(hours=36)
_LONGEST = 2_000


class TokenError(Exception):
    """A pass that is forged, cut short, for another study, or too old."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Who may save where, and until when (aware UTC).

    `document_id` is that of the coding screen; None for the matrix, which has all of them.
    """

    study_id: str
    coder_id: str
    document_id: str | None
    expires: datetime


def pass_for(study_id: str, coder_id: str, document_id: str | None, *, now: datetime) -> Pass:
    """Return a pass that lasts about 36 hours.

    It ends on a full hour, so that a page drawn twice within the hour gets the same token and
    need not be sent again.
    """
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return Pass(study_id, coder_id, document_id, hour + timedelta(hours=1) + LASTS)


def sign_pass(granted: Pass, secret: bytes) -> str:
    """Return the token for a header: what is granted, and its HMAC-SHA256, in base64url."""
    claims = json.dumps(
        [
            granted.study_id,
            granted.coder_id,
            granted.document_id,
            int(granted.expires.timestamp()),
        ],
        separators=(",", ":"),
    ).encode()
    return f"{_encode(claims)}.{_encode(_mac(claims, secret))}"


def claimed_study(token: str) -> str:
    """Return the study that a token claims to be for. It is not to be trusted yet.

    Raises:
        TokenError: If it does not have the form of a token.
    """
    return _claims(token)[0].study_id


def read_token(token: str, secret: bytes, *, now: datetime) -> Pass:
    """Return what a token grants, once its signature and its time have been checked.

    Raises:
        TokenError: If it is not signed with `secret`, or has expired.
    """
    claimed, claims, mac = _claims(token)
    if not hmac.compare_digest(mac, _mac(claims, secret)):
        raise TokenError("This page's pass is not valid. Reload the page.")
    if claimed.expires <= now:
        raise TokenError("This page has been open for too long. Reload it to go on.")
    return claimed


def _mac(claims: bytes, secret: bytes) -> bytes:
    return hmac.new(secret, b"betweenlines reader\n" + claims, sha256).digest()


def _claims(token: str) -> tuple[Pass, bytes, bytes]:
    try:
        if len(token) > _LONGEST:
            raise ValueError("too long")
        body, mac = (_decode(part) for part in token.split("."))
        study_id, coder_id, document_id, expires = json.loads(body)
        who = isinstance(study_id, str) and isinstance(coder_id, str)
        where = document_id is None or isinstance(document_id, str)
        if not (who and where and isinstance(expires, int)):
            raise ValueError("not the claims of a pass")
        until = datetime.fromtimestamp(expires, UTC)
        return Pass(study_id, coder_id, document_id, until), body, mac
    except (ValueError, TypeError, binascii.Error, RecursionError, OverflowError, OSError) as error:
        raise TokenError("This page's pass is not valid. Reload the page.") from error


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    padded = text.encode("ascii") + b"=" * (-len(text) % 4)
    data = base64.b64decode(padded, altchars=b"-_", validate=True)
    if _encode(data) != text:
        raise ValueError("more than one way of writing the same")
    return data
