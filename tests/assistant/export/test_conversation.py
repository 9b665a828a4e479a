"""A conversation as a file: everything that was shown, every citation a footnote, every document in the references."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
import talks
from reading import close, docx_footnotes, docx_lines, pdf_links, pdf_text, words_of

from assistant.answer import NOT_ANSWERED, PARTLY, UNSUPPORTED
from assistant.export.conversation import ABOUT, NOTHING_ASKED, export, file_name
from assistant.export.formats import Format
from store.library import Library


@pytest.fixture
def filled(library: Library) -> Library:
    return talks.fill(library)


def test_every_citation_is_a_footnote(filled: Library) -> None:
    said = talks.conversation(talks.quotations(), talks.written(), talks.nothing())
    content = export(said, filled, Format.DOCX).content
    forum = "Technical standards and human rights in the digital age, 22 April 2025. https://docs.un.org/en/A/HRC/59/60"
    brief = (
        "Promotion and protection of human rights in the context of digital technologies, 19 December 2023. "
        "https://docs.un.org/en/A/RES/78/213"
    )
    assert docx_footnotes(content) == [
        f"A/HRC/59/60, para. 1. {forum}",
        "A/HRC/59/60, para. 2.",
        f"A/RES/78/213 (brief), para. 1. {brief}",
        f"A/HRC/59/60, para. 1. “They should publish them.” {forum}",
        f"A/RES/78/213 (brief), para. 1. “Surveillance must be lawful, necessary and proportionate.” {brief}",
        "A/RES/78/213 (brief), para. 1.",
        f"A/HRC/59/60, para. 1. {forum}",
    ]


def test_quotations_stand_under_their_documents(filled: Library) -> None:
    lines = docx_lines(export(talks.conversation(talks.quotations()), filled, Format.DOCX).content)
    assert lines == [
        ("Title", "What must States and companies do?"),
        ("Date", "Questions and answers, last added to on 3 December 2026"),
        ("Heading 1", "1. What must States and companies do?"),
        ("Heading 2", "Technical standards and human rights in the digital age"),
        ("First Paragraph", "A/HRC/59/60, 22 April 2025"),
        ("Block Text", "“States must carry out human rights impact assessments. They should publish them.”"),
        (
            "Block Text",
            "“Companies should:\n(a) Identify risks to human rights;\n(b) Publish what they found.”",
        ),
        ("Heading 2", "Promotion and protection of human rights in the context of digital technologies"),
        ("First Paragraph", "A/RES/78/213, 19 December 2023, brief, not the official text"),
        ("Block Text", "“Surveillance must be lawful, necessary and proportionate.”"),
        ("First Paragraph", f"{PARTLY} It does not hold A/1/1."),
        ("Heading 1", "References"),
        (
            "Compact",
            "Technical standards and human rights in the digital age. A/HRC/59/60, 22 April 2025. "
            "https://docs.un.org/en/A/HRC/59/60",
        ),
        (
            "Compact",
            "Promotion and protection of human rights in the context of digital technologies. A/RES/78/213, "
            "19 December 2023, brief, not the official text. https://docs.un.org/en/A/RES/78/213",
        ),
        ("Heading 1", "About this document"),
        ("First Paragraph", ABOUT),
    ]


@pytest.mark.parametrize("form", Format)
def test_what_a_model_wrote_says_so_and_what_nothing_supports_is_apart(form: Format, filled: Library) -> None:
    read = close(words_of(form, export(talks.conversation(talks.written()), filled, form).content))
    for shown in [
        "Of these sources, only a brief is held, not the official text: A/RES/78/213.",
        "Written by the language model openai:gpt-test",
        f"{UNSUPPORTED}",
        "Every State has done so.",
    ]:
        assert close(shown) in read
    assert read.index(close(UNSUPPORTED)) < read.index(close("Every State has done so."))


def test_unsupported_sentences_are_struck_through(filled: Library) -> None:
    content = export(talks.conversation(talks.written()), filled, Format.MARKDOWN).content.decode()
    assert "- ~~Every State has done so.~~" in content


@pytest.mark.parametrize("form", Format)
def test_an_abstention_looks_like_one(form: Format, filled: Library) -> None:
    read = close(words_of(form, export(talks.conversation(talks.nothing()), filled, form).content))
    assert close(f"{NOT_ANSWERED} No passage speaks of Atlantis.") in read
    assert close("which may help but do not answer: ") in read
    assert "References" not in read


@pytest.mark.parametrize("form", Format)
def test_an_abstention_keeps_its_notes_and_what_nothing_supports(form: Format, filled: Library) -> None:
    answer = replace(talks.nothing(), notes=("The model stumbled.",), unsupported=("Atlantis banned it.",))
    read = close(words_of(form, export(talks.conversation(answer), filled, form).content))
    assert close("The model stumbled.") in read
    assert read.index(close(UNSUPPORTED)) < read.index(close("Atlantis banned it."))


def test_links_of_a_pdf_lead_to_the_official_documents(filled: Library) -> None:
    content = export(talks.conversation(talks.quotations()), filled, Format.PDF).content
    assert set(pdf_links(content)) == {talks.FORUM.url, talks.BRIEF.url}
    assert "A/HRC/59/60, para. 2." in pdf_text(content)


def test_footnotes_of_markdown(filled: Library) -> None:
    content = export(talks.conversation(talks.written()), filled, Format.MARKDOWN).content.decode()
    assert "States should publish impact assessments.[^1],[^2] Surveillance must be lawful.[^3]" in content
    assert content.endswith("[^3]: A/RES/78/213 (brief), para. 1.\n")


def test_a_document_that_was_superseded_is_named_as_such(library: Library) -> None:
    library.add(replace(talks.FORUM, superseded_by="A/HRC/62/1"), talks.FORUM_PARAGRAPHS, b"forum")
    content = export(talks.conversation(talks.written()), library, Format.MARKDOWN).content.decode()
    assert "digital age*. A/HRC/59/60, 22 April 2025, superseded by A/HRC/62/1. [https://" in content


def test_a_document_that_is_gone_is_named_as_such(filled: Library) -> None:
    said = talks.conversation(talks.quotations())
    filled.remove("A/RES/78/213")
    content = export(said, filled, Format.MARKDOWN).content.decode()
    assert "digital technologies*. A/RES/78/213, no longer in the library. [https://" in content


@pytest.mark.parametrize("form", Format)
def test_an_empty_conversation_says_so(form: Format, filled: Library) -> None:
    read = words_of(form, export(talks.conversation(title=""), filled, form).content)
    assert NOTHING_ASKED in read


@pytest.mark.parametrize("form", Format)
def test_hostile_words_in_every_part_of_an_answer_stay_words(form: Format, filled: Library) -> None:
    words = '<script>alert(1)</script> #read("/x") \\input{y} [z](javascript:alert(1)) *a* $b$ @c'
    content = export(talks.conversation(talks.with_words(words), title=words), filled, form).content
    assert close(words_of(form, content)).count(close(words)) >= 9
    if form is Format.PDF:
        assert pdf_links(content) == []


def test_a_long_question_follows_its_heading_in_full(filled: Library) -> None:
    question = "What must States do about encryption? " * 20
    lines = docx_lines(export(talks.conversation(talks.nothing(question)), filled, Format.DOCX).content)
    assert lines[2][0] == "Heading 1"
    assert lines[2][1].endswith(" …")
    assert lines[3][1].strip() == question.strip()


@pytest.mark.parametrize("form", Format)
def test_two_hundred_exchanges_take_seconds(form: Format, filled: Library) -> None:
    said = talks.conversation(*[talks.quotations(), talks.written()] * 100)
    began = time.monotonic()
    content = export(said, filled, form).content
    assert time.monotonic() - began < 30
    assert close(words_of(form, content)).count("Publishwhattheyfound") == 100


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("What does para. 7/8 say?", "rightsdesk-What-does-para-7-8-say.pdf"),
        ("CON", "rightsdesk-CON.pdf"),
        ("../../etc/passwd", "rightsdesk-etc-passwd.pdf"),
        ("a\x00b\u202efdp.exe", "rightsdesk-a-b-fdp-exe.pdf"),
        ("ما هي التزامات", "rightsdesk-ما-هي-التزامات.pdf"),
        ("...", "rightsdesk.pdf"),
        ("字" * 300, f"rightsdesk-{'字' * 60}.pdf"),
    ],
)
def test_names_of_files_are_ones_everywhere(title: str, name: str) -> None:
    assert file_name(title, Format.PDF) == name
    assert len(name.encode()) < 255
