"""Which characters no file of ours can keep, wherever people's words come in."""

import re

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def unwritable_at(text: str) -> int | None:
    """Return the offset of the first character that cannot be kept, or None if all can.

    These are the control characters but tab and line feed, halves of surrogate pairs and the
    two non-characters that XML forbids: databases, Word and Excel refuse one or another.
    """
    found = _UNWRITABLE.search(text)
    return None if found is None else found.start()
