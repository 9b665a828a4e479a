"""What people thought of answers, with the whole exchange, so that a reviewer can make cases of it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Text, cast, insert, select, update

from store.database.transactions import Catalog
from store.people.tables import feedback
from store.words import whole

LONGEST_COMMENT = 2_000
"""Characters of a comment that are kept."""


class Verdict(StrEnum):
    """What somebody thought of an answer, in words that a reviewer can act on."""

    HELPFUL = "Helpful"
    WRONG_PARAGRAPH = "Wrong paragraph"
    UNSUPPORTED = "Does not support the sentence"
    INCOMPLETE = "Incomplete"
    OUTDATED = "Outdated document"
    SHOULD_ABSTAIN = "Should not have answered"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody thought of an answer.

    Attributes:
        id: Unique.
        name: Whose account; empty on a machine without accounts.
        verdict: What they thought.
        comment: In their own words; may be empty.
        turns: The questions of the conversation up to this answer, this one last.
        answer: As `assistant.answer.Answer.to_json` gives it.
        given_at: ISO 8601, UTC.
    """

    id: str
    name: str
    verdict: Verdict
    comment: str
    turns: tuple[str, ...]
    answer: Mapping[str, Any]
    given_at: str

    def to_json(self) -> dict[str, Any]:
        """The stable form for programs."""
        return asdict(self)


class FeedbackBook:
    """The feedback of a library.

    Args:
        catalog: Where it is kept.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def add(
        self, name: str, verdict: Verdict, turns: Sequence[str], answer: Mapping[str, Any], comment: str = ""
    ) -> str:
        """Keep what somebody thought; returns its id, empty where they said the same of this answer already."""
        given = Feedback(
            id=secrets.token_hex(6),
            name=name,
            verdict=verdict,
            comment=whole(comment).strip()[:LONGEST_COMMENT],
            turns=tuple(map(whole, turns)),
            answer=answer,
            given_at=datetime.now(UTC).isoformat(),
        )
        same = cast(feedback.c.turns, Text) == json.dumps(given.turns)
        of_these = (feedback.c.name == name) & (feedback.c.verdict == verdict.value) & same
        with self._catalog.writing() as connection:
            before = connection.execute(select(feedback.c.answer, feedback.c.comment).where(of_these))
            if any(_is(answer, given.answer) and given.comment in ("", comment) for answer, comment in before):
                return ""
            connection.execute(insert(feedback).values(given.to_json()))
        return given.id

    def comment(self, given: str, name: str, comment: str) -> bool:
        """Add somebody's own words to what they thought; returns whether it is there and theirs.

        Args:
            given: Its id.
            name: Whose account; empty on a machine without accounts.
            comment: Replaces what they said before.
        """
        words = whole(comment).strip()[:LONGEST_COMMENT]
        theirs = (feedback.c.id == given) & (feedback.c.name == name)
        with self._catalog.writing() as connection:
            return connection.execute(update(feedback).where(theirs).values(comment=words)).rowcount == 1

    def all(self) -> list[Feedback]:
        """All of it, in the order in which it was given."""
        with self._catalog.reading() as connection:
            rows = connection.execute(select(feedback).order_by(feedback.c.pk)).mappings()
            return [
                Feedback(
                    row["id"],
                    row["name"],
                    Verdict(row["verdict"]),
                    row["comment"],
                    tuple(row["turns"]),
                    row["answer"],
                    row["given_at"],
                )
                for row in rows
            ]


def _is(kept: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Whether an answer that was kept is one that is given; only the given one has tuples."""
    return json.dumps(kept, sort_keys=True) == json.dumps(given, sort_keys=True)
