"""A question in any language finds what is held in it; each paragraph is one result, in however many languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import translated
from fakes import FakeEmbeddings, make

from assistant.answer import Answer, Sentence
from assistant.answering.noting import note_sources
from assistant.chain import ask
from assistant.citations import cite
from assistant.question import parse_question
from assistant.retriever import retrieve
from assistant.verify import is_verbatim
from ingest.document import read_document
from ingest.language import question_language
from store.embeddings import SentenceEmbeddings
from store.library import Library
from store.model import Filters, PageConfidence

QUESTIONS = [
    ("en", "Which biometric identification should be bought?"),
    ("fr", "Quels achats d’identifications biométriques sont exclus ?"),
    ("es", "¿Qué dice el informe sobre la identificación biométrica?"),
    ("ru", "Следует ли закупать биометрическую идентификацию?"),
    ("ar", "هل ينبغي شراء تحديد الهوية بالبيانات البيومترية في الأماكن العامة؟"),
    ("zh", "是否应购买在公共场所进行生物特征识别的工具？"),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A report in six languages, with the model that comes with the product."""
    folder = tmp_path_factory.mktemp("world")
    with Library(folder / "home", SentenceEmbeddings(checked=folder / "checked.json")) as library:
        for language in translated.LANGUAGES:
            path = folder / translated.file_name("A/HRC/62/9", language)
            path.write_bytes(translated.report(language))
            reading = read_document(path)
            library.add(reading.document, reading.passages)
        yield library


@pytest.mark.parametrize(("language", "question"), QUESTIONS)
def test_a_question_is_answered_from_the_text_in_its_language(world: Library, language: str, question: str) -> None:
    assert question_language(question) == language
    found = [candidate.passage for candidate in retrieve(world, parse_question(question))]
    assert f"A/HRC/62/9|{language}|para. 3" in [passage.id for passage in found[:3]]
    assert len({passage.locator for passage in found}) == len(found)
    assert {passage.language for passage in found} == {language}


def test_a_french_question_finds_an_english_paragraph_through_its_french_text(world: Library) -> None:
    question = parse_question(QUESTIONS[1][1])
    found = retrieve(world, question, Filters(languages=("en",)))
    assert found[0].passage.id == "A/HRC/62/9|en|para. 3"
    assert {candidate.passage.language for candidate in found} == {"en"}


def test_what_is_held_in_no_language_asked_for_takes_no_place_of_what_is(tmp_path: Path) -> None:
    library = Library(tmp_path, FakeEmbeddings())
    for number in range(200):
        library.add(*make(f"A/HRC/50/{number}", f"Surveillance, surveillance and surveillance, {number} times."))
    library.add(*make("A/HRC/51/1", "La surveillance.", language="fr"))
    found = retrieve(library, parse_question("surveillance"), Filters(languages=("fr",)))
    assert [candidate.passage.id for candidate in found] == ["A/HRC/51/1|fr|para. 1"]


def test_a_citation_of_a_french_text_is_checked_against_it(world: Library) -> None:
    document, passage = world.document("A/HRC/62/9", "fr"), world.passage("A/HRC/62/9", "para. 3", "fr")
    assert document
    assert passage
    citation = cite(1, document, passage, passage.text)
    assert citation.language == "fr"
    assert is_verbatim(citation, world)


@pytest.mark.parametrize(
    ("question", "languages", "quoted"),
    [
        ("What does A/HRC/62/9, para. 3 say?", (), "en"),
        ("What does A/HRC/62/9, para. 3 say?", ("fr",), "fr"),
        ("Que dit le document A/HRC/62/9, para. 3, sur la surveillance ?", (), "fr"),
        ("Que dit le paragraphe 3 du document A/HRC/62/9 sur la surveillance ?", ("en", "ru"), "en"),
    ],
)
def test_a_place_is_quoted_in_the_language_asked_for(
    world: Library, question: str, languages: tuple[str, ...], quoted: str
) -> None:
    answer = ask(world, question, Filters(languages=languages)).answer
    assert {citation.language for citation in answer.citations} == {quoted}


def test_a_note_on_a_scan_is_of_the_text_that_is_cited(tmp_path: Path) -> None:
    with Library(tmp_path, FakeEmbeddings()) as library:
        english = make("A/5", "The English text.")
        french = make("A/5", "Le texte français.", language="fr")
        library.add(*english)
        library.add(*french, recognised=[PageConfidence(1, 80.0)])
        notes = []
        for document, (passage,) in (english, french):
            cited = cite(1, document, passage, passage.text)
            answer = Answer("?", True, passage.text, (Sentence(passage.text, (1,)),), (cited,))
            notes.append(note_sources(answer, library).notes)
    assert [len(each) for each in notes] == [0, 1]
