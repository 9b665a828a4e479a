"""What a question demands of a passage that answers it, and how well the passage meets each demand, from 0 to 1."""

from __future__ import annotations

from functools import cached_property

from assistant.asked.names import is_country, parts_of, speaks_of
from assistant.question import Question, numbers_in, ordinals_in, years_in
from assistant.retrieval.turning import turns_with
from store.library import Library
from store.model import Document

_RARE = 0.04
"""A name in fewer passages of the library than this share narrows a question down."""

_THEME = 0.12
"""A name in more passages of a document than this share is what the document is about: each passage speaks of it."""

_ELSEWHERE = 0.3
"""What a name is worth that the document holds elsewhere: the passage is likely about another."""

_IN_PARTS = 0.7
"""What a name of several words is worth whose words are there, but not together."""

_NO_COUNTRY = 0.4
"""What a name is worth that is nowhere: people paraphrase places and things, but not countries."""

_NOT_DESCRIBED = 0.4
"""What names are worth in another document than the question describes."""

_BESIDE_THE_TURN = 0.3
"""What names are worth in a passage that holds none of the words which a short follow-up adds."""

_OTHER_YEAR = 0.5
"""What a year is worth that the passage gives, but whose sentence that answers best gives another."""


class Demands:
    """The demands of one question; what they need of the library is looked up once.

    Args:
        library: Where it is asked.
        question: What is asked.
    """

    def __init__(self, library: Library, question: Question) -> None:
        self._library = library
        self._question = question
        self._shares: dict[tuple[str, str], float] = {}

    @cached_property
    def _rare_names(self) -> tuple[str, ...]:
        """Names of which no word is common in the library: those narrow a question down."""
        parts = {name: parts_of(name) for name in self._question.names}
        words = list(dict.fromkeys(word for group in parts.values() for word in group))
        total, counts = self._library.frequencies(words)
        rare = {word for word, count in zip(words, counts, strict=True) if count < _RARE * total}
        return tuple(name for name, group in parts.items() if is_country(name) or len(group) > 1 or rare & set(group))

    def names(self, text: str, symbol: str) -> float:
        """How well the worst is met, by a text of the document of that symbol, of what the question names."""
        elsewhere = self._question.described and symbol not in self._question.described
        met = [self._name(name, text, symbol) for name in self._rare_names]
        met += [_NOT_DESCRIBED] if elsewhere else []
        met += [] if turns_with(self._question, text) else [_BESIDE_THE_TURN]
        return min(met, default=1.0)

    def years(self, text: str, sentence: str, document: Document | None) -> float:
        """How well the worst of its years is met by a text and the sentence in it that answers best."""
        return min((_year(year, text, sentence, document) for year in self._question.years), default=1.0)

    def numbers(self, text: str, document: Document | None) -> float:
        """Whether its other numbers are all there, and the sessions and meetings that it names."""
        of_document = f"{document.session} {document.title}" if document else ""
        numbers, ordinals = numbers_in(text), ordinals_in(f"{text} {of_document}")
        return float(numbers.issuperset(self._question.numbers) and ordinals.issuperset(self._question.ordinals))

    def _name(self, name: str, text: str, symbol: str) -> float:
        """1 for a name that is there; less where only its words are, or where the document holds it elsewhere."""
        if speaks_of(name, text):
            return 1.0
        share = self._share(symbol, name)
        if share >= _THEME:
            return 1.0
        parts = parts_of(name)
        if len(parts) > 1:
            return _IN_PARTS * min(self._name(part, text, symbol) for part in parts)
        lacking = 0.0 if is_country(name) else _NO_COUNTRY
        return max(_ELSEWHERE if share else 0.0, lacking)

    def _share(self, symbol: str, name: str) -> float:
        """How much of a document speaks of a name."""
        if (symbol, name) not in self._shares:
            self._shares[symbol, name] = self._library.share_with(symbol, name)
        return self._shares[symbol, name]


def _year(year: str, text: str, sentence: str, document: Document | None) -> float:
    """A report also speaks of the year before its own; a sentence that gives another year speaks of that."""
    given = years_in(sentence)
    if year in given:
        return 1.0
    if year in years_in(text):
        return _OTHER_YEAR if given else 1.0
    dated = document.date[:4] if document else ""
    if given or not dated.isdecimal():
        return 0.3 if dated == year else 0.0
    return {0: 0.9, 1: 0.6}.get(int(dated) - int(year), 0.0)
