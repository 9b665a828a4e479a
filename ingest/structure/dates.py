"""Dates as documents print them, in any official language."""

from __future__ import annotations

import re
from datetime import date

from ingest.structure.wording import months

_NAMES = "|".join(re.escape(name) for name in sorted(months(), key=len, reverse=True))
_DAY = (
    rf"(?:(?P<day>\d{{1,2}})(?:er|º|\.º)?\s+(?:de\s+)?(?P<month>{_NAMES})\s+(?:de\s+)?(?P<year>\d{{4}})"
    r"|(?P<in_year>\d{4})\s?年\s?(?P<in_month>\d{1,2})\s?月\s?(?P<on_day>\d{1,2})\s?日)"
)

DATE = re.compile(rf"(?<!\d){_DAY}(?!\d)", re.I)
"""Day, month name and year in running text; in Chinese year, month and day in figures."""

BRACKETED_DATE = re.compile(rf"^\[{_DAY}(?: года)?\]$", re.I)
"""The date of a supplement, over its list of contents."""


def iso_date(match: re.Match[str]) -> str:
    """ISO 8601 form of a date found with one of the patterns above; empty where no calendar has it."""
    if match["in_year"]:
        year, month, day = match["in_year"], match["in_month"], match["on_day"]
    else:
        year, month, day = match["year"], months()[match["month"].lower()], match["day"]
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
