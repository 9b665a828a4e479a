"""Adds people and what they said to a library, as another process does.

Run as a program by the tests: ``visitors.py PLACE OWNER NUMBER``.
"""

from __future__ import annotations

import sys

from fakes import FakeEmbeddings
from places import taken

from store.library import Library
from store.people.conversations import Exchange
from store.people.feedback import Verdict


def said(question: str, text: str = "") -> Exchange:
    """A question with its answer."""
    return Exchange(question, {"question": question, "answered": bool(text), "text": text})


def main(place: str, owner: str, number: int) -> None:
    """Open a library, wait for a word, then add so many conversations, exchanges and opinions."""
    with Library(taken(place), FakeEmbeddings()) as library:
        print("ready", flush=True)
        sys.stdin.readline()
        for count in range(number):
            name = library.conversations.begin(owner, [said(f"{owner} {count}")]).id
            library.conversations.add(owner, name, said("And then?"), 1)
            library.feedback.add(owner, Verdict.HELPFUL, [f"{owner} {count}"], {})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
