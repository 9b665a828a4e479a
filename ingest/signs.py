"""Signs of symbol fonts, which files name by codes without a meaning of their own, by what they look like."""

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
