"""Dates as documents print them."""

from __future__ import annotations

import re

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Names of the months, in order."""

_DAY = rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})"

DATE = re.compile(rf"\b{_DAY}\b", re.I)
"""Day, month name and year in running text."""

BRACKETED_DATE = re.compile(rf"^\[{_DAY}\]$", re.I)
"""The date of a supplement, over its list of contents."""


def iso_date(match: re.Match[str]) -> str:
    """ISO 8601 form of a date found with one of the patterns above."""
    month = [name.lower() for name in MONTHS].index(match[2].lower()) + 1
    return f"{match[3]}-{month:02d}-{int(match[1]):02d}"
