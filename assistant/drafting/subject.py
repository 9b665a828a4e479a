"""Is a request about what the library is about? Asked before anything is looked for that fits every request."""

from __future__ import annotations

import numpy as np

from assistant.drafting.request import Request
from store.library import Library

_SUBJECTS = (
    "digital technology",
    "artificial intelligence system",
    "algorithm",
    "software and data processing",
    "computer system",
    "Internet platform",
    "personal data",
    "surveillance technology",
    "human rights",
    "e-mail and online messages",
    "privacy",
    "monitoring of people",
    "electronic devices",
    "social media",
    "automated decisions",
    "computer hacking",
    "biometric recognition",
    "manipulated images and video",
    "cloud storage of data",
)
"""What RightsDesk is made for, in the words that requests use."""

_NEAR = 0.28
"""Cosine to a subject or a passage from which a technology or a question is within it; measured in docs/drafting.md."""


def is_within(library: Library, request: Request) -> bool:
    """Whether the technology or a question of a request is near the subject, or near a passage of the library."""
    texts = [each for each in (request.technology, *request.questions) if each]
    subjects = np.asarray(library.embeddings.embed_documents(list(_SUBJECTS)), dtype=np.float32)
    for text in texts:
        vector = np.asarray(library.embeddings.embed_query(text), dtype=np.float32)
        nearest = library.vector_search(vector, 1)
        if max(float((subjects @ vector).max()), nearest[0].score if nearest else 0.0) >= _NEAR:
            return True
    return False
