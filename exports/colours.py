"""Colours of themes in headers, with writing that can be read on them."""

PALETTE = (
    "#2a6f97",
    "#7a4f9a",
    "#2f7d5b",
    "#a4501f",
    "#8a2f4f",
    "#5c6b1f",
    "#3f5aa8",
    "#7d5a00",
    "#00716f",
    "#6b4a3a",
)
"""Colours for themes that the framework gives none; white can be read on each of them."""

DARK, LIGHT = "#000000", "#ffffff"


def theme_colour(own: str | None, number: int) -> str:
    """Return the theme's own colour, or the `number`th of the palette, which starts anew."""
    return own or PALETTE[number % len(PALETTE)]


def writing_on(colour: str) -> str:
    """Return the one of dark and light that contrasts more with `colour` (#rrggbb).

    The better of the two always reaches 4.5 to 1, the least that WCAG 2.2 asks of text.
    """
    return max((LIGHT, DARK), key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21.

    Source:
        WCAG 2.2, "contrast ratio" and "relative luminance".
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def tint(colour: str, strength: float = 0.22) -> str:
    """Return a pale form of `colour`: white with `strength` (0..1) of it mixed in."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * strength):02x}" for part in parts)
