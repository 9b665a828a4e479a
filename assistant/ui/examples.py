"""Questions the page offers before the first is asked, each one that the library answers."""

from __future__ import annotations

from store.library import Library
from store.model import Kind

EXAMPLES = (
    ("What does paragraph 17 of A/RES/78/213 say?", "A/RES/78/213"),
    ("Should States interfere with encryption and anonymity tools?", "A/RES/78/213"),
    ("Internet shutdowns: what are States called upon to do?", "A/RES/78/213"),
    ("Which human rights does neurotechnology put at risk?", "A/HRC/57/61"),
)
"""Questions with the symbol of the document in the starter library that answers them."""


def offered(library: Library) -> list[str]:
    """The questions to offer; about documents that the library has where it has not those of the starter library."""
    questions = [question for question, symbol in EXAMPLES if library.document(symbol)]
    if len(questions) < len(EXAMPLES):
        documents = sorted(library.documents(), key=lambda document: document.kind is Kind.BRIEF)
        questions += [f"What is {document.symbol} about?" for document in documents]
    return questions[: len(EXAMPLES)]
