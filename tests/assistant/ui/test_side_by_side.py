"""A document beside its text in another language, as HTML."""

from __future__ import annotations

from fakes import make

from assistant.answering.connected import Connections
from assistant.ui.addresses import Place, address_of
from assistant.ui.library.reading import Open, render_document
from store.library import Library
from store.model import Carried

ARABIC = "لكل فرد الحق في الخصوصية."


def opened(library: Library, beside: str) -> str:
    for text, facts in ((("Everyone.", "Only here."), {}), ((ARABIC,), {"language": "ar"})):
        library.add(*make("A/1", *text, **facts))
    document = library.document("A/1", "en")
    assert document
    passages, versions = library.passages("A/1", "en"), library.versions(document)
    chosen = next((each for each in versions if each.language == beside), None)
    aligned = library.aligned(passages)
    return render_document(
        Open(
            document,
            passages,
            chosen=None,
            locator="",
            pictured=False,
            connections=Connections((), (), ()),
            carried=Carried(),
            versions=versions,
            aligned=aligned,
            beside=chosen,
        )
    )


def test_a_paragraph_leads_to_itself_in_another_language(library: Library) -> None:
    html = opened(library, "")
    assert html.count(">Arabic</a>") == 2  # above the text, and under the one paragraph that has a counterpart
    assert 'data-paragraph="para. 1" data-beside="ar">Arabic</a>' in html
    assert ARABIC not in html


def test_both_texts_stand_side_by_side_each_in_its_direction(library: Library) -> None:
    html = opened(library, "ar")
    assert (
        f'<div class="rd-words" lang="en" dir="auto">Everyone.</div><div class="rd-words" lang="ar" dir="rtl">{ARABIC}'
        in html
    )
    assert "The Arabic text has no para. 2." in html


def test_the_address_names_the_text_beside(library: Library) -> None:
    document, _ = make("A/1", "One.")
    address = address_of(document, "para. 1", "fr")
    assert address == "/?document=A%2F1&paragraph=para.+1&beside=fr"
    assert Place.named({"document": "A/1", "paragraph": "para. 1", "beside": "fr"}) == Place(
        "A/1", locator="para. 1", beside="fr"
    )
