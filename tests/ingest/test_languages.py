"""Documents in the six official languages are read alike: the same places, each with its own words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import translated
from printed import Text, flow, make_pdf

from ingest import refusals
from ingest.document import Reading, read_document
from ingest.language import detect_language, question_language
from ingest.page.blocks import Block
from ingest.page.hyphens import whole_words
from ingest.page.lines import Line, Piece
from ingest.structure.dates import DATE, iso_date
from ingest.structure.wording import part_named

PLACES = {
    "A/HRC/62/9": translated.REPORT_PLACES,
    "A/RES/82/7": translated.RESOLUTION_PLACES,
    "A/HRC/62/31": translated.PARTED_PLACES,
}


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str], Reading]:
    def read_it(symbol: str, language: str) -> Reading:
        path = tmp_path / translated.file_name(symbol, language)
        path.write_bytes(translated.DOCUMENTS[symbol](language, symbol))
        return read_document(path)

    return read_it


@pytest.mark.parametrize("language", translated.LANGUAGES)
@pytest.mark.parametrize("symbol", translated.DOCUMENTS)
def test_a_document_has_the_same_places_in_every_language(
    read: Callable[[str, str], Reading], symbol: str, language: str
) -> None:
    reading = read(symbol, language)
    document = reading.document
    assert (document.symbol, document.language, document.date) == (symbol, language, "2026-03-04")
    assert document.agenda_item.startswith("3 ")
    assert document.session
    assert document.url == f"https://docs.un.org/{language}/{symbol}"
    assert tuple(each.locator for each in reading.passages if each.locator != "opening text") == PLACES[symbol]
    assert reading.warnings == ()


@pytest.mark.parametrize("language", translated.LANGUAGES)
def test_each_place_has_its_own_words(read: Callable[[str, str], Reading], language: str) -> None:
    reading = read("A/HRC/62/9", language)
    found = {passage.locator: passage for passage in reading.passages}
    (author, _, introduction, *_), abstract, texts, _ = translated._REPORT[language]
    assert reading.document.title == translated.TITLES[language]
    assert author in found["opening text"].text
    assert found["summary"].text == abstract
    assert found["para. 1"].text == texts[0]
    assert found["para. 1"].headings[-1].endswith(introduction)
    assert [note.text for note in found["para. 1"].footnotes] == ["A/HRC/58/3."]
    assert [part.locator for part in found["para. 2"].subparagraphs] == ["para. 2 (a)", "para. 2 (b)"]
    assert found["para. 2"].text.splitlines()[0] == texts[1]
    for place, text in zip(("para. 3", "para. 4", "annex I, para. 1", "annex II, para. 1"), (4, 5, 6, 8), strict=True):
        assert found[place].text == texts[text]


PARTS = [
    ("Annexe", ("annex", "")),
    ("Anexo II", ("annex", "II")),
    ("Приложение III", ("annex", "III")),
    ("المرفق الثاني", ("annex", "II")),
    ("附件一", ("annex", "I")),
    ("附件载有各项标准", None),
    ("Deuxième partie", ("part", "II")),
    ("第二部分", ("part", "II")),
    ("Проект резолюции I", ("draft resolution", "I")),
    ("مشروع القرار الأول", ("draft resolution", "I")),
    ("Projet de résolution sur la vie privée", None),
]


@pytest.mark.parametrize(("heading", "part"), PARTS)
def test_headings_that_open_a_part(heading: str, part: tuple[str, str] | None) -> None:
    assert part_named(heading) == part


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1er mars 2024", "2024-03-01"),
        ("13 de septiembre de 2023", "2023-09-13"),
        ("20 февраля 2024 года", "2024-02-20"),
        ("4 آذار/مارس 2026", "2026-03-04"),
        ("2026年12月18日", "2026-12-18"),
        ("45 March 2026", ""),
        ("31 февраля 2026", ""),
        ("2026年13月40日", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    match = DATE.search(text)
    assert match
    assert iso_date(match) == date


REFUSED = {
    "Ukrainian": "Генеральна Асамблея, керуючись цілями Статуту, підтверджує права людини та основні свободи. ",
    "Bulgarian": "Общото събрание потвърждава правата на човека и основните свободи, които са за всички хора. ",
    "Portuguese": "A Assembleia reafirma os direitos humanos e que o direito de todas as pessoas se aplica. ",
    "Persian": "مجمع عمومی با توجه به اهداف و اصول منشور سازمان ملل متحد حقوق بشر و آزادی‌های اساسی را تأیید می‌کند. ",
    "Japanese": "総会は、憲章の目的及び原則に導かれ、人権を再確認し、すべての国に対して要請する。",
    "German": "Die Versammlung, geleitet von den Zielen und Grundsätzen, bekräftigt die Rechte der Menschen. ",
    "Italian": "L’Assemblea, guidata dai fini della Carta, riafferma i diritti umani e le libertà di tutti. ",
    "Polish": "Zgromadzenie, kierując się celami Karty, potwierdza prawa człowieka i wolności wszystkich ludzi. ",
    "Dutch": "De Vergadering bevestigt de rechten van de mens en de vrijheden die in het Handvest staan. ",
}


@pytest.mark.parametrize("language", REFUSED)
def test_a_text_in_another_language_is_refused(tmp_path: Path, language: str) -> None:
    path = tmp_path / "text.txt"
    path.write_text("\n\n".join(f"{number}. {REFUSED[language] * 3}" for number in range(1, 5)), encoding="utf-8")
    with pytest.raises(refusals.OtherLanguageError, match="is in another language than Arabic"):
        read_document(path)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("يجب على الدولة أن تحمي الحق في الخصوصية في مدينة پاريس كما قالت اللجنة. ", "ar"),
        ("Комитет отмечает, что город Київ и другие города были разрушены, и призывает к защите. ", "ru"),
        ("委员会注意到ソニー公司的隐私政策，并建议国家采取措施保护儿童的隐私权和其他人权。", "zh"),
    ],
)
def test_a_name_spelled_with_foreign_letters_makes_no_other_language(text: str, language: str) -> None:
    assert detect_language(text * 6) == language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("de facto and de jure discrimination", "en"),
        ("general comment 16, para 12", "en"),
        ("What does la Rapporteuse spéciale sur le droit à la vie privée say about encryption?", "en"),
        ("Los Angeles surveillance", "en"),
        ("privacy in Côte d’Ivoire", "en"),
        ("protection des données", "fr"),
        ("droits de l’enfant", "fr"),
        ("données personnelles", "fr"),
        ("inteligencia artificial y privacidad", "es"),
        ("protección de datos", "es"),
    ],
)
def test_the_language_of_a_short_question(question: str, language: str) -> None:
    assert question_language(question) == language


def _block(*lines: str) -> Block:
    return Block(tuple(Line(1, 0, 400, 700 - 12 * n, 10, (Piece(text, 0, 400, 10),)) for n, text in enumerate(lines)))


@pytest.mark.parametrize(
    ("language", "lines", "text"),
    [
        ("ru",
         ["в государстве-участнике чело-", "век в государстве-", "участнике"],
         "в государстве-участнике человек в государстве-участнике"),
        ("es", ["las medidas de vigi-", "lancia"], "las medidas de vigilancia"),
        ("fr", ["la discrimi-", "nation, et la Conven-", "tion,", "et"], "la discrimination, et la Convention, et"),
        ("fr", ["celles-", "ci et lui-", "même, c’est-à-", "dire la Vice-", "présidente."],
         "celles-ci et lui-même, c’est-à-dire la Vice-présidente."),
        ("fr", ["la non-", "discrimination doit-", "il être, peut-", "être, vis-à-", "vis d’eux ?"],
         "la non-discrimination doit-il être, peut-être, vis-à-vis d’eux ?"),
        ("fr", ["au pied-à-terre et au savoir-", "vivre des non-membres dits non-alignés"],
         "au pied-à-terre et au savoir-vivre des non-membres dits non-alignés"),
        ("fr", ["le juge pénal, la vie et le juge-", "pénal"], "le juge pénal, la vie et le juge-pénal"),
        ("fr", ["les dis-", "crimi-", "nations"], "les discriminations"),
        ("fr", ["aujour-", "d’hui, la contre-", "partie"], "aujourd’hui, la contrepartie"),
        ("es", ["el marco jurídico-", "institucional y la vigi-", "lancia."],
         "el marco jurídico-institucional y la vigilancia."),
        ("ru", ["научно-", "технического труда, государств-", "участников, по-", "прежнему, кто-", "нибудь."],
         "научно-технического труда, государств-участников, по-прежнему, кто-нибудь."),
        ("ru", ["обеспокоенно-", "стью, несовершенно-", "летних."], "обеспокоенностью, несовершеннолетних."),
        ("ru", ["женщин-судей, женщины-", "судьи"], "женщин-судей, женщины-судьи"),
        ("en", ["a well-", "known rule"], "a well-known rule"),
        ("zh", ["各国应当", "保护隐私。"], "各国应当保护隐私。"),
        ("zh", ["见第51/3号", "决议"], "见第51/3号决议"),
    ],
)  # fmt: skip
def test_lines_are_joined_as_the_language_wants(language: str, lines: list[str], text: str) -> None:
    (block,) = whole_words([_block(*lines)], language)
    assert block.text == text


def test_what_touches_a_parted_word_goes_up_with_it() -> None:
    """A comma in another type, and the mark of a note, stand in pieces of their own."""
    below = ("nation", False), ("3", True), (", et", False)
    lines = (
        Line(1, 0, 400, 700, 10, (Piece("la discrimi-", 0, 400, 10),)),
        Line(1, 0, 400, 688, 10, tuple(Piece(text, 0, 400, 10, raised=raised) for text, raised in below)),
    )
    (block,) = whole_words([Block(lines)], "fr")
    assert block.text == "la discrimination, et"
    assert [piece.text for line in block.lines for piece in line.pieces if piece.raised and piece.text] == ["3"]


def test_a_french_pdf_is_read(tmp_path: Path) -> None:
    text = (
        "Les États sont tenus de protéger la vie privée des personnes dans le cadre de la coopération avec une société."
    )
    head = [Text(470, 770, "A/HRC/61/1"), Text(392, 735, "Distr. générale"), Text(392, 723, "4 mars 2026")]
    page = [*head, Text(113, 540, "Vie privée", 14, "B"), Text(113, 500, "1."), *flow(text, 113, 500, first=142)]
    path = tmp_path / "A_HRC_61_1.fr.pdf"
    path.write_bytes(make_pdf([page]))
    reading = read_document(path)
    assert (reading.document.language, reading.document.date, reading.document.title) == (
        "fr",
        "2026-03-04",
        "Vie privée",
    )
    assert [(each.locator, each.text) for each in reading.passages] == [("para. 1", text)]


def test_real_documents_in_russian_and_spanish(corpus: Path) -> None:
    russian = read_document(corpus / "traps" / "S_2024_145.en.pdf")
    assert (russian.document.symbol, russian.document.language) == ("CEDAW/C/CAF/CO/6", "ru")
    assert (russian.document.type, russian.document.date) == ("concluding observations", "2024-02-20")
    assert [each.locator for each in russian.passages] == [f"para. {number}" for number in range(1, 67)]
    assert [part.locator for part in russian.passages[3].subparagraphs] == [f"para. 4 ({letter})" for letter in "abcde"]
    assert "государства-участника" in russian.passages[2].text
    spanish = read_document(corpus / "traps" / "A_78_354.en.pdf")
    assert (spanish.document.symbol, spanish.document.language) == ("S/2023/664", "es")
    assert (spanish.document.type, spanish.document.date) == ("letter", "2023-09-13")
    assert spanish.document.title.startswith("Carta de fecha 12 de septiembre de 2023")
