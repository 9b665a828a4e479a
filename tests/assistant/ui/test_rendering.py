"""How answers and their sources look: notes, badges, what nothing supports; all of it escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
import talks
from pages import ATTACK

from assistant.answer import NOT_ANSWERED, UNSUPPORTED, Answer
from assistant.ui.ask.conversation import render_answer, render_draft, render_step
from assistant.ui.ask.opened import Opened
from assistant.ui.ask.sources import EMPTY, render_sources
from assistant.ui.ask.title_bar import render_files, render_title
from assistant.ui.shown import BRIEF_NOTE
from store.library import Library


@pytest.fixture
def filled(library: Library) -> Library:
    return talks.fill(library)


class Elements(HTMLParser):
    """What a browser would make of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]


def words(shown: str) -> str:
    """What a reader reads of HTML, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", shown)).split())


def badges(shown: str) -> list[str]:
    return re.findall(r'class="rd-badge">(.*?)</span>', shown)


def test_what_a_model_wrote_has_a_number_at_every_sentence_and_its_references_below(filled: Library) -> None:
    shown = render_answer(talks.written(), 2, filled)
    assert shown.count('class="rd-mark"') == 5
    assert 'href="#source-3-2"' in shown
    notes, _, rest = words(shown).partition("States should publish impact assessments. [1] [2]")
    assert "only a brief is held" in notes
    text, _, doubted = rest.partition(UNSUPPORTED)
    assert "[1] A/HRC/59/60, para. 1 [2] A/RES/78/213 (brief), para. 1" in text
    assert doubted.strip() == "Every State has done so."
    assert "<s>Every State has done so.</s>" in shown


def test_an_abstention_says_why_and_what_came_nearest_and_nothing_as_an_answer(filled: Library) -> None:
    answer = replace(talks.nothing(), notes=("The model stumbled.",), unsupported=("Atlantis banned it.",))
    shown = render_answer(answer, 0, filled)
    assert shown.startswith('<div class="rd-abstention"')
    assert "rd-answer" not in shown
    said = words(shown)
    assert said.startswith(f"{NOT_ANSWERED} No passage speaks of Atlantis. The model stumbled. Nearest passages")
    assert said.endswith(f"{UNSUPPORTED} Atlantis banned it.")


@pytest.mark.parametrize("answer", [talks.with_words(ATTACK), replace(talks.nothing(ATTACK), missing=ATTACK)])
def test_no_word_of_an_answer_is_a_command(filled: Library, answer: Answer) -> None:
    shown = render_answer(answer, 0, filled) + render_draft([ATTACK]) + render_step(ATTACK)
    shown += render_sources(answer, 0, filled) + render_title(Opened(id=ATTACK, title=ATTACK))
    shown += render_files(Opened(id='"><script>'), link=True)
    elements = Elements()
    elements.feed(shown)
    assert elements.names.isdisjoint({"script", "img", "style", "article", "iframe"})
    assert elements.attributes.isdisjoint({"onerror", "onload", "onclick", "style"})
    assert elements.links
    assert all(link.startswith(("#", "/", "https://docs.un.org/")) for link in elements.links)


def test_a_source_says_what_it_is(filled: Library) -> None:
    shown = render_sources(talks.written(), 0, filled)
    official, brief = re.split(r"(?=<details class=\"rd-source\")", shown)[1:]
    assert (badges(official), badges(brief)) == ([], [BRIEF_NOTE])
    assert "22 April 2025" in official
    assert "<mark>They should publish them.</mark>" in official
    assert 'data-copy="A/HRC/59/60, para. 1"' in official
    assert 'href="https://docs.un.org/en/A/HRC/59/60"' in official
    assert "/?document=A%2FHRC%2F59%2F60&amp;paragraph=para.+1" in official
    assert "[2]" in brief
    assert "Paragraphs around it" in official


def test_a_source_that_was_superseded_or_removed_says_so(library: Library) -> None:
    filled = talks.fill(library)
    filled.add(replace(talks.FORUM, superseded_by="A/HRC/60/1"), talks.FORUM_PARAGRAPHS, b"forum")
    assert "Superseded by A/HRC/60/1" in badges(render_sources(talks.written(), 0, filled))
    filled.remove("A/HRC/59/60", "en")
    shown = render_sources(talks.written(), 0, filled)
    assert "No longer in the library" in badges(shown)
    assert "<mark>They should publish them.</mark>" in shown
    assert "Read in the library" in shown
    assert "/?document=A%2FHRC%2F59%2F60" not in shown


def test_the_nearest_passages_of_an_abstention_are_shown_whole_and_unmarked(filled: Library) -> None:
    shown = render_sources(talks.nothing(), 0, filled)
    assert "do not answer the question" in shown
    assert "States must carry out human rights impact assessments." in shown
    assert "<mark>" not in shown
    assert render_sources(replace(talks.nothing(), nearest=()), 0, filled) == EMPTY


@pytest.mark.parametrize(("shared", "shown"), [(True, ["Shared"]), (False, [])])
def test_a_conversation_that_others_may_read_says_so(shared: bool, shown: list[str]) -> None:
    assert badges(render_title(Opened(id="a", title="T", shared=shared))) == shown
