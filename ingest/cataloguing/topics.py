"""Which topics a paragraph and a document carry: by terms, kept with each topic's definition in `topics.yaml`."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

import yaml

from store.errors import RightsDeskError
from store.model import Document, Passage

SHARE = 0.2
"""Of a document's paragraphs so many at least carry a topic that the document carries."""

BESIDE_THE_FIRST = 0.5
"""And at least so many as carry the topic that most of them do."""

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of digital policy, and how paragraphs that speak of it are known.

    Attributes:
        id: As it is written in commands and addresses: ``rights-of-the-child``.
        name: As it is shown.
        definition: What it is, in a line.
        terms: Any of them gives a paragraph the topic.
        weaker: These do only where one of ``near`` stands in the paragraph, its headings or the title.
        near: See ``weaker``.
        others: Phrases in which a term means something else.
    """

    id: str
    name: str
    definition: str
    terms: re.Pattern[str]
    weaker: re.Pattern[str]
    near: re.Pattern[str]
    others: re.Pattern[str]

    def is_in(self, text: str, around: str = "") -> bool:
        """Whether a text carries it.

        Args:
            text: The paragraph.
            around: Headings and title, which only tell how its words are meant.
        """
        plain = self.others.sub(" ", text)
        if self.terms.search(plain):
            return True
        return bool(self.weaker.search(plain) and self.near.search(f"{around}\n{plain}"))


@lru_cache(maxsize=1)
def topics() -> Mapping[str, Topic]:
    """All topics by their ids, in the order in which they are shown."""
    content = yaml.safe_load(_file().decode("utf-8"))
    return {
        name: Topic(
            id=name,
            name=facts["name"],
            definition=facts["definition"],
            terms=_pattern(facts["terms"]),
            weaker=_pattern(facts.get("with", ())),
            near=_pattern(facts.get("near", ())),
            others=_pattern(facts.get("not", ())),
        )
        for name, facts in content.items()
    }


def topic_named(written: str) -> Topic:
    """A topic by its id or its name; case does not matter.

    Raises:
        RightsDeskError: There is no such topic.
    """
    wanted = written.strip().casefold()
    for topic in topics().values():
        if wanted in (topic.id, topic.name.casefold()):
            return topic
    raise RightsDeskError(f"There is no topic {written!r}.", f"Topics are: {', '.join(topics())}.")


def method_version() -> str:
    """Changes whenever topics would be assigned otherwise: a hash of the topics, of this module and of what uses it."""
    own = Path(__file__)
    return hashlib.sha256(_file() + own.read_bytes() + own.with_name("tagging.py").read_bytes()).hexdigest()[:16]


def topics_of_passage(document: Document, passage: Passage) -> frozenset[str]:
    """The topics a paragraph carries, by their ids."""
    around = "\n".join((*passage.headings, document.title))
    return frozenset(topic.id for topic in topics().values() if topic.is_in(passage.text, around))


def topics_of_document(document: Document, carried: Sequence[frozenset[str]]) -> frozenset[str]:
    """The topics a document carries: those in its title, and those of enough of its paragraphs.

    Args:
        document: Its facts.
        carried: The topics of each of its paragraphs.
    """
    amounts = Counter(topic for each in carried for topic in each)
    enough = max(1, SHARE * len(carried), BESIDE_THE_FIRST * max(amounts.values(), default=0))
    in_title = {topic.id for topic in topics().values() if topic.is_in(document.title)}
    return frozenset(in_title | {topic for topic, amount in amounts.items() if amount >= enough})


def _file() -> bytes:
    return resources.files("ingest.cataloguing").joinpath("topics.yaml").read_bytes()


def _pattern(terms: Sequence[str]) -> re.Pattern[str]:
    """One expression for all terms: whole words, any white space between them.

    >>> bool(_pattern(["migra*", "AI"]).search("Migrants said so")), bool(_pattern(["AI"]).search("ai"))
    (True, False)
    """
    if not terms:
        return _NOTHING
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_expression, terms))})(?!\w)", re.IGNORECASE)


def _expression(term: str) -> str:
    written = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in term.replace("’", "'").split())
    written = written.replace("'", "['’]")
    return f"(?-i:{written})" if term.isupper() else written
