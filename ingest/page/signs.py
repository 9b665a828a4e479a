"""Characters by what they look like: signs of symbol fonts, and figures that are raised."""

from __future__ import annotations

SIGNS = {
    "\uf02d": "–",
    "\uf0a3": "≤",
    "\uf0a7": "▪",
    "\uf0b0": "°",
    "\uf0b1": "±",
    "\uf0b3": "≥",
    "\uf0b7": "•",
    "\uf0d8": "►",
    "\uf0fc": "✓",
}
"""Codes of the fonts Symbol and Wingdings as they stand in Word files, and in PDFs made from them."""

_RAISED = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")


def raised(text: str) -> str:
    """Figures as an exponent, so that no text says 106 where its document says ten to the sixth power.

    >>> raised("2"), raised("st")
    ('²', 'st')
    """
    return text.translate(_RAISED) if text.strip("-−+").isdecimal() else text
