"""What may be or should be is not what is: which sentences say more than their source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import make

from assistant.check.modality import is_stronger
from assistant.check.support import Checker, Source
from store.embeddings import SentenceEmbeddings
from store.library import Library

EXPOSED = "Women and children may be especially exposed to surveillance in public places."
TOOLS = "Automated tools can reproduce discrimination, and could potentially exclude minorities from services."
BAN = "States should ban remote biometric recognition in public places until safeguards are in place."
WATCH = "The tool was published in 2019. Police forces might use it to watch assemblies."
MAY = "The report of May 2024 describes spyware found on the telephones of journalists."

STRONGER = [
    ("Women and children are particularly exposed to surveillance.", EXPOSED),
    ("Women and children suffer from surveillance in public places.", EXPOSED),
    ("Automated tools reproduce discrimination.", TOOLS),
    ("Automated tools exclude minorities from services.", TOOLS),
    ("States ban remote biometric recognition in public places.", BAN),
    ("Remote biometric recognition in public places was banned.", BAN),
    ("Police forces use the tool to watch assemblies.", WATCH),
]
AS_STRONG = [
    (EXPOSED, EXPOSED),
    ("Women and children might be particularly exposed to surveillance.", EXPOSED),
    ("Women and children are at risk of surveillance.", EXPOSED),
    ("It is possible that automated tools reproduce discrimination.", TOOLS),
    ("The report calls for a ban of remote biometric recognition.", BAN),
    ("States are urged to ban remote biometric recognition.", BAN),
    # What is said of something else.
    ("The tool was published in 2019.", WATCH),
    # A month.
    ("Spyware was found on the telephones of journalists.", MAY),
]


@pytest.mark.parametrize(("sentence", "source"), STRONGER)
def test_a_sentence_that_leaves_out_may_or_should_says_more(sentence: str, source: str) -> None:
    assert is_stronger(sentence, source)


@pytest.mark.parametrize(("sentence", "source"), AS_STRONG)
def test_a_sentence_that_keeps_it_or_speaks_of_something_else_does_not(sentence: str, source: str) -> None:
    assert not is_stronger(sentence, source)


@pytest.fixture(scope="module")
def checker(starter_home: Path) -> Iterator[Checker]:
    with Library(starter_home, SentenceEmbeddings(checked=starter_home / "checked.json")) as library:
        yield Checker(library.embeddings)


@pytest.mark.parametrize("word", ["may be", "might be", "can be", "are possibly"])
def test_a_sentence_without_a_may_is_not_supported(checker: Checker, word: str) -> None:
    text = f"Women and children {word} exposed to surveillance in public places."
    document, (passage,) = make("A/HRC/10/1", text)
    source = Source(document, passage, text)
    assert checker.check("In public places, women and children might be exposed to surveillance.", [source])
    assert not checker.check("In public places, women and children are exposed to surveillance.", [source])
