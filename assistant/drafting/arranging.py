"""Staff arrange an outline before it is written: issues and passages added, dropped and put in another order."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant.drafting.outline import Asked, Issue, Outline, Selected
from store.errors import RightsDeskError

_One = TypeVar("_One")


def add_issue(outline: Outline, title: str, passages: Sequence[Selected] = (), missing: str = "") -> Outline:
    """The outline with one more issue, at its end; it is within the subject from then on.

    Its id is never that of an issue that was dropped: what was written for that one is not for this.

    Args:
        outline: To which.
        title: The question.
        passages: What speaks to it.
        missing: What the library does not hold of it.

    Raises:
        RightsDeskError: The title is empty.
    """
    if not title.strip():
        raise RightsDeskError("An issue needs a title.", "Write it as a question.")
    words = " ".join(title.split())
    new = Issue(f"own-{secrets.token_hex(4)}", words, Asked.STAFF, (words,), tuple(passages), missing=missing)
    return replace(outline, issues=(*outline.issues, new), outside="")


def drop_issue(outline: Outline, issue: str) -> Outline:
    """The outline without an issue, or without a step of its plan.

    Raises:
        RightsDeskError: It has none of that id.
    """
    _find(outline, issue)
    kept = tuple(each for each in outline.issues if each.id != issue)
    return replace(outline, issues=kept, steps=tuple(each for each in outline.steps if each.id != issue))


def shift_issue(outline: Outline, issue: str, by: int) -> Outline:
    """The outline with an issue, or a step of its plan, so many places further down; not beyond the first or last.

    Raises:
        RightsDeskError: It has none of that id.
    """
    found = _find(outline, issue)
    if found in outline.steps:
        return replace(outline, steps=_moved(outline.steps, found, outline.steps.index(found) + by))
    return replace(outline, issues=_moved(outline.issues, found, outline.issues.index(found) + by))


def retitle_issue(outline: Outline, issue: str, title: str) -> Outline:
    """The outline with another title for an issue; its passages stay.

    Raises:
        RightsDeskError: It has none of that id, or the title is empty.
    """
    if not title.strip():
        raise RightsDeskError("An issue needs a title.", "Write it as a question.")
    return _changed(outline, issue, lambda each: replace(each, title=" ".join(title.split())))


def add_passage(outline: Outline, issue: str, passage: Selected) -> Outline:
    """The outline with one more passage for an issue, at its end; one that is there already stays where it is.

    Raises:
        RightsDeskError: It has no issue of that id.
    """

    def with_it(each: Issue) -> Issue:
        there = any(held.key == passage.key for held in each.passages)
        return each if there else replace(each, passages=(*each.passages, passage))

    return _changed(outline, issue, with_it)


def drop_passage(outline: Outline, issue: str, key: str) -> Outline:
    """The outline without a passage of an issue.

    Raises:
        RightsDeskError: There is no such issue or passage.
    """
    _find_passage(outline, issue, key)
    return _changed(
        outline, issue, lambda each: replace(each, passages=tuple(held for held in each.passages if held.key != key))
    )


def shift_passage(outline: Outline, issue: str, key: str, by: int) -> Outline:
    """The outline with a passage so many places further down among those of its authority, below which it stands.

    Raises:
        RightsDeskError: There is no such issue or passage.
    """
    found = _find_passage(outline, issue, key)

    def shifted(each: Issue) -> Issue:
        beside = [at for at, held in enumerate(each.passages) if held.authority is found.authority]
        there = beside.index(each.passages.index(found)) + by
        return replace(each, passages=_moved(each.passages, found, beside[min(max(0, there), len(beside) - 1)]))

    return _changed(outline, issue, shifted)


def drop_document(outline: Outline, symbol: str) -> Outline:
    """The outline without a document of its list.

    Raises:
        RightsDeskError: It lists none of that symbol.
    """
    kept = tuple(each for each in outline.documents if each.citation.symbol != symbol)
    if len(kept) == len(outline.documents):
        raise RightsDeskError(f"The outline lists no document {symbol}.", "Take one that is listed.")
    return replace(outline, documents=kept)


def _find(outline: Outline, issue: str) -> Issue:
    found = next((each for each in (*outline.issues, *outline.steps) if each.id == issue), None)
    if found is None:
        known = ", ".join(each.id for each in (*outline.issues, *outline.steps)) or "none"
        raise RightsDeskError(f"The outline has no issue {issue}.", f"Its issues are: {known}.")
    return found


def _find_passage(outline: Outline, issue: str, key: str) -> Selected:
    held = _find(outline, issue).passages
    found = next((each for each in held if each.key == key), None)
    if found is None:
        raise RightsDeskError(f"The issue {issue} has no passage {key}.", "Take one that is listed under it.")
    return found


def _changed(outline: Outline, issue: str, change: Callable[[Issue], Issue]) -> Outline:
    found = _find(outline, issue)
    new = change(found)
    return replace(
        outline,
        issues=tuple(new if each is found else each for each in outline.issues),
        steps=tuple(new if each is found else each for each in outline.steps),
    )


def _moved(held: tuple[_One, ...], one: _One, to: int) -> tuple[_One, ...]:
    others = [each for each in held if each is not one]
    others.insert(max(0, to), one)
    return tuple(others)
