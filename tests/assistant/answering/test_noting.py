"""What is said with an answer about the documents that it cites."""

from __future__ import annotations

import pytest
from fakes import make

from assistant.answer import Answer, Sentence
from assistant.answering.noting import note_sources
from assistant.citations import cite
from ingest.cataloguing.relations import relate
from store.library import Library

NOTED = [
    (
        ["E/CN.6/2025/3", "E/CN.6/2025/3/Rev.1"],
        "E/CN.6/2025/3",
        ["E/CN.6/2025/3 has been superseded by E/CN.6/2025/3/Rev.1."],
    ),
    (["A/80/1", "A/80/1/Rev.1"], "A/80/1/Rev.1", []),
    (["A/HRC/59/L.17", "A/HRC/RES/59/25"], "A/HRC/59/L.17", ["A/HRC/59/L.17 is a draft of A/HRC/RES/59/25."]),
    (["DP/2025/14", "DP/2025/14/Corr.1"], "DP/2025/14", ["DP/2025/14/Corr.1 corrects DP/2025/14."]),
    (["CRC/C/GC/10"], "CRC/C/GC/10", ["CRC/C/GC/10 has been superseded by CRC/C/GC/24."]),
    (["A/HRC/44/49", "A/HRC/44/49/Add.1"], "A/HRC/44/49", []),
]


@pytest.mark.parametrize(("held", "cited", "notes"), NOTED)
def test_an_answer_says_what_became_of_the_documents_it_rests_on(
    library: Library, held: list[str], cited: str, notes: list[str]
) -> None:
    for symbol in held:
        library.add(*make(symbol, "Encryption protects.", title="Encryption"))
    relate(library)
    document, passage = library.document(cited), library.passage(cited, "para. 1")
    assert document
    assert passage
    answer = Answer(
        "?",
        answered=True,
        text="…",
        sentences=(Sentence("…", (1,)),),
        citations=(cite(1, document, passage, passage.text),),
    )
    assert list(note_sources(answer, library).notes) == notes
