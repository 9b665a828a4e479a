"""Words of each language are looked for in all their forms."""

from __future__ import annotations

import pytest
from fakes import make

from store.languages import telling_words
from store.library import Library

FORMS = [
    ("fr", "Les enfants sont protégés.", "enfant"),
    ("fr", "Le droit à l’éducation.", "éducations"),
    ("es", "Las niñas y los derechos humanos.", "derecho"),
    ("ru", "Защита прав человека.", "правами"),
    ("ar", "حقوق الأطفال في الخصوصية", "الخصوصية"),
    ("ar", "رحم\u0670ن مسؤول\u0654", "رحمن"),
    ("zh", "各国应当保护儿童的隐私权。", "隐私"),
]


@pytest.mark.parametrize(("language", "text", "word"), FORMS)
def test_a_word_is_found_in_another_form(library: Library, language: str, text: str, word: str) -> None:
    library.add(*make("A/1", text, language=language))
    library.add(*make("A/2", "Nothing of the kind."))
    assert [hit.passage for hit in library.text_search([word], language=language)] == [f"A/1|{language}|para. 1"]


def test_a_name_is_found_in_a_text_of_another_language(library: Library) -> None:
    library.add(*make("A/1", "Spyware such as Pegasus was sold."))
    assert library.text_search(["Pegasus"], language="fr")


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("fr", "Que dit le Conseil de l’éducation ?", ["Conseil", "éducation"]),
        ("es", "¿Qué dice sobre la privacidad?", ["privacidad"]),
        ("ru", "Что говорит Совет о приватности?", ["Совет", "приватности"]),
        ("zh", "国家有什么义务", ["国家", "义务"]),
    ],
)
def test_words_that_say_nothing_are_not_looked_for(language: str, question: str, words: list[str]) -> None:
    assert telling_words(question, language) == words
