"""Feedback as draft cases of a suite: questions, what is known of their gold, what a reviewer has still to do."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from assistant.answer import NOT_ANSWERED
from evals.cases import parse_gold
from store.people.feedback import Feedback, Verdict

DRAFT = "draft"
"""Tag of a case that no reviewer has read yet."""

_WIDTH = 118
_HOW = (
    "Draft cases from feedback. Of each: do what is said above it, hold every word against the documents, then take "
    "the tag draft out. What is still to be filled in is named, with its line, by: rightsdesk eval check. How a suite "
    "is written: docs/evaluating.md"
)
_ABOUT = "Draft cases from feedback, to be reviewed."
_GIVE = "give under citations every place that is needed to answer"
_OR_NONE = "Where the library holds none, write answerable: false in place of citations."
_TASKS = {
    Verdict.HELPFUL: "All places under citations count as needed: move those that answer as well to also, and put the "
    "answer into a lawyer's words.",
    Verdict.WRONG_PARAGRAPH: f"The paragraph was found wrong: {_GIVE}. {_OR_NONE}",
    Verdict.UNSUPPORTED: f"The source was found not to say what the sentence says: {_GIVE}. {_OR_NONE}",
    Verdict.INCOMPLETE: f"Something was found missing: {_GIVE}. What was cited stands under also: move what is needed "
    "to citations, leave what answers as well, take out the rest.",
    Verdict.OUTDATED: f"The document was found outdated: {_GIVE}, in the document in force. {_OR_NONE}",
    Verdict.SHOULD_ABSTAIN: "The library was found not to answer this: see that it does not. Otherwise give citations "
    "in place of answerable: false.",
}
_NO_ANSWER = f"The library was said not to answer this, which was found wrong: {_GIVE}."
_RIGHTLY_NONE = "The library was said not to answer this, which was found helpful: see that it does not."
_NO_PLACE = f"The answer names no place that can be gold: {_GIVE}. {_OR_NONE}"
_EARLIER = (
    "The questions before it need citations, or answerable: false, as well; where the last question can be understood "
    "without them, take them out."
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft case.

    Attributes:
        entry: As it is written in a suite.
        remarks: What a reviewer reads above it, a paragraph each.
    """

    entry: Mapping[str, Any]
    remarks: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing has to be filled in before it can be run."""
        turns: Sequence[Mapping[str, Any]] = self.entry.get("turns", [self.entry])
        return all(turn.get("citations") or not turn.get("answerable", True) for turn in turns)


def make_drafts(given: Sequence[Feedback], newer: Mapping[str, str], *, with_names: bool) -> list[Draft]:
    """A draft case of each piece of feedback, in order.

    Args:
        given: The feedback.
        newer: By the symbol of a superseded document, that of the one in force.
        with_names: Whether a case tells whose account the feedback came from.
    """
    return [_draft(each, _asked_alike(each, given), newer, with_names=with_names) for each in given]


def render(drafts: Sequence[Draft], name: str) -> str:
    """A suite in YAML, the remarks on each case as comments above it.

    Args:
        drafts: Its cases; at least one.
        name: Of the suite; signs that a name cannot have become hyphens.
    """
    head = {"name": re.sub(r"[^\w.\-]+", "-", name), "about": _ABOUT, "library": "any"}
    parts = [_comment(_HOW), _yaml(head), "cases:\n"]
    for draft in drafts:
        parts += ["\n", *map(_comment, draft.remarks), _yaml([draft.entry])]
    return "".join(parts)


def _draft(given: Feedback, alike: Sequence[str], newer: Mapping[str, str], *, with_names: bool) -> Draft:
    gold = _gold(given)
    turns = [{"question": question, "citations": []} for question in given.turns[:-1]]
    last = {"question": given.turns[-1], **gold}
    comment = " ".join(given.comment.split())
    by = f" by {given.name}" if with_names and given.name else ""
    entry = {
        "id": _id(given),
        **({"turns": [*turns, last]} if turns else last),
        "tags": [DRAFT, given.verdict.value.lower()],
        "notes": f"{given.verdict.value}, said on {given.given_at[:10]}{by}" + f": {comment}" * bool(comment),
    }
    return Draft(entry, tuple(_remarks(given, gold, alike, newer)))


def _gold(given: Feedback) -> dict[str, Any]:
    """What is known of the gold answer; where it has to be filled in, ``citations`` is empty."""
    cited = _cited(given.answer)
    if given.verdict is Verdict.SHOULD_ABSTAIN or (given.verdict is Verdict.HELPFUL and not _answered(given)):
        return {"answerable": False}
    if given.verdict is Verdict.HELPFUL and cited:
        sentences = " ".join(each["text"] for each in given.answer.get("sentences", ()))
        return {"answer": sentences, "citations": cited}
    if given.verdict is Verdict.INCOMPLETE and cited:
        return {"citations": [], "also": cited}
    return {"citations": []}


def _cited(answer: Mapping[str, Any]) -> list[str]:
    """The places that an answer cites, in the form of gold; a place that has no such form is left out."""
    places = [f"{each['symbol']}, {each['locator']}" for each in answer.get("citations", ())]
    return list(dict.fromkeys(filter(_is_gold, places)))


def _is_gold(place: str) -> bool:
    try:
        parse_gold(place)
    except ValueError:
        return False
    return True


def _remarks(given: Feedback, gold: Mapping[str, Any], alike: Sequence[str], newer: Mapping[str, str]) -> Iterator[str]:
    answer = given.answer
    sentences = {each["text"]: each["citations"] for each in answer.get("sentences", ())}
    said = [f"{text} {''.join(f'[{n}]' for n in numbers)}" for text, numbers in sentences.items()] or [NOT_ANSWERED]
    yield " ".join(["Answered:", *said, answer.get("missing", "")])
    for each in answer.get("citations", ()):
        yield f"[{each['n']}] {each['reference']}" + f": {each['quote']}" * (each["quote"] not in sentences)
    for each in answer.get("nearest", ()):
        yield f"Came near: {each['reference']}: {each['quote']}"
    if given.verdict is Verdict.OUTDATED:
        symbols = dict.fromkeys(each["symbol"] for each in answer.get("citations", ()))
        yield from (f"{symbol} is superseded by {newer[symbol]}." for symbol in symbols if symbol in newer)
    yield f"To do: {_task(given, gold)}"
    if len(given.turns) > 1:
        yield _EARLIER
    if alike:
        yield f"The same is asked in {', '.join(alike)}: make one case of them."


def _task(given: Feedback, gold: Mapping[str, Any]) -> str:
    if given.verdict is Verdict.SHOULD_ABSTAIN:
        return _TASKS[given.verdict]
    if not _answered(given):
        return _RIGHTLY_NONE if given.verdict is Verdict.HELPFUL else _NO_ANSWER
    if given.verdict in (Verdict.HELPFUL, Verdict.INCOMPLETE) and not (gold["citations"] or gold.get("also")):
        return _NO_PLACE
    return _TASKS[given.verdict]


def _answered(given: Feedback) -> bool:
    return bool(given.answer.get("answered"))


def _asked_alike(given: Feedback, others: Sequence[Feedback]) -> list[str]:
    return [_id(each) for each in others if each is not given and each.turns == given.turns]


def _id(given: Feedback) -> str:
    return f"feedback-{given.id}"


def _yaml(content: object) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=_WIDTH)


def _comment(text: str) -> str:
    """Whatever the text is, it stays a comment: to YAML other signs than a line feed end a line too."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    lines = textwrap.wrap(printable, _WIDTH - 2, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return "".join(f"# {line}\n" for line in lines)
