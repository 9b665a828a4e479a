"""Drafts in the catalogue: every revision is there, and no change is written over another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from places import FOLDER, execute

from store.errors import RightsDeskError
from store.library import Library
from store.people.drafts import RevisionError
from store.place import Place


def test_every_revision_can_be_read_again(library: Library) -> None:
    name = library.drafts.begin("anna", " Advice  on drones ", "draft", {"text": "one"}, "written")
    assert library.drafts.save(name, "Advice", "in review", {"text": "two"}, based_on=1, who="ben", what="edited") == 2
    last = library.drafts.read(name)
    assert last is not None
    assert (last.content, last.heading.state, last.heading.revision) == ({"text": "two"}, "in review", 2)
    first = library.drafts.read(name, 1)
    assert first is not None
    assert (first.content, first.revision.who, first.heading.title) == ({"text": "one"}, "anna", "Advice")
    assert [(each.number, each.who, each.what) for each in library.drafts.history(name)] == [
        (1, "anna", "written"),
        (2, "ben", "edited"),
    ]
    assert library.drafts.read(name, 3) is None
    assert library.drafts.read("nothing") is None
    assert library.drafts.history("nothing") == []


def test_a_change_on_an_older_revision_is_refused_and_names_whose_change_came_first(library: Library) -> None:
    name = library.drafts.begin("anna", "Advice", "draft", {"text": "one"}, "written")
    library.drafts.save(name, "Advice", "draft", {"text": "ben's"}, based_on=1, who="ben", what="edited")
    with pytest.raises(RevisionError, match="changed meanwhile by ben; your change was not made"):
        library.drafts.save(name, "Advice", "draft", {"text": "anna's"}, based_on=1, who="anna", what="edited")
    kept = library.drafts.read(name)
    assert kept is not None
    assert (kept.content, len(library.drafts.history(name))) == ({"text": "ben's"}, 2)


def test_drafts_are_listed_and_deleted(library: Library) -> None:
    first = library.drafts.begin("anna", "First", "draft", {}, "written")
    second = library.drafts.begin("", "Second", "draft", {}, "written")
    library.drafts.save(first, "First", "draft", {}, based_on=1, who="anna", what="edited")
    assert [each.id for each in library.drafts.list()] == [first, second]
    library.drafts.delete(first)
    assert [each.title for each in library.drafts.list()] == ["Second"]
    assert library.drafts.history(first) == []
    for change in (
        lambda: library.drafts.delete(first),
        lambda: library.drafts.save(first, "First", "draft", {}, based_on=2, who="", what="edited"),
    ):
        with pytest.raises(RightsDeskError, match=f"There is no draft {first}"):
            change()


def test_a_draft_is_shared_and_no_longer(library: Library) -> None:
    name = library.drafts.begin("anna", "First", "draft", {}, "written")

    def seen() -> list[bool]:
        (heading,) = library.drafts.list()
        assert library.drafts.heading(name) == heading
        assert library.drafts.read(name).heading == heading
        people = (("anna", False), ("ben", False), ("", False), ("root", True))
        return [heading.is_open_to(reader, administrator=administrator) for reader, administrator in people]

    assert seen() == [True, False, False, True]
    library.drafts.share(name)
    library.drafts.share(name)
    assert seen() == [True, True, True, True]
    library.drafts.share(name, shared=False)
    assert seen() == [True, False, False, True]
    assert library.drafts.heading("nothing") is None
    with pytest.raises(RightsDeskError, match="There is no draft nothing"):
        library.drafts.share("nothing")


def test_any_words_are_kept(library: Library) -> None:
    name = library.drafts.begin("", "Aviso\nde 日本\ud800", "draft", {"text": "a\ud800\u2028b"}, "written")
    kept = library.drafts.read(name)
    assert kept is not None
    assert kept.content == {"text": "a\ud800\u2028b"}
    assert kept.heading.title.startswith("Aviso de 日本")


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_a_library_of_an_earlier_version_gets_the_tables(open_library: Callable[..., Library], place: Place) -> None:
    open_library().close()
    tables = ("draft_revisions", "shared_drafts", "drafts", "schema_version")
    execute(place, *(f"DROP TABLE {table}" for table in tables))
    library = open_library()
    name = library.drafts.begin("", "Advice", "draft", {}, "written")
    assert [each.id for each in library.drafts.list()] == [name]
