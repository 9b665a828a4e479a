"""Arabic PDFs of several programs give the words, places and notes that the file they were made of gives."""

from __future__ import annotations

import random
import subprocess
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pypdfium2
import pytest
import translated
from bidi import get_display
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from ingest import refusals
from ingest.document import Reading, read_document
from ingest.page.lines import make_line, sort_into_rows
from ingest.pdf.arabic import reads_well
from ingest.pdf.file import PdfFile, PdfPage
from ingest.pdf.rightward import turned_over
from ingest.pdf.runs import Run
from store.model import Passage

FONT = Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")

MIXED = (
    "تشير الدراسة (A/HRC/59/60، الفقرتان 12 و13) إلى أن 30% من الناس، أي نحو 12.5 مليون شخص، تعرضوا للمراقبة "
    "في 18 كانون الأول/ديسمبر 2027.",
    "أعلنت منظمة Privacy International (المملكة المتحدة) أن قرار الجمعية العامة 68/167 و«الحق في الخصوصية» لا يزالان "
    "ساريين؛ ولأن الأدوات تتغير، فإن الإجراءات والآليات لا تكفي [انظر الإطار 3].",
    "اعتُمد القرار رسميًّا بدون تصويت في الفترة 2020-2025، وأُدرجت مُدرِّسة واحدة على القائمة، وهذا (أمر [مهم] جدا) للجميع.",
    "يرد النص الكامل في الموقع https://www.example.org/ar/privacy-2027 وفي الوثيقة CCPR/C/GC/36، "
    "وكذلك في المادتين 17 و19 من العهد (وهو ما أكدته اللجنة المعنية بحقوق الإنسان مرارا في ملاحظاتها الختامية بشأن "
    "التقارير الدورية التي تقدمها الدول الأطراف في كل عام).",
    "الآن، وإلى حين صدور الأمر، لأي شخص ألا يقبل بالاستبيان الإلكتروني، لا سيما الأشخاص ذوو الإعاقة والأطفال.",
)
"""What a line from right to left can hold: symbols, figures, dates, brackets, Latin words, vowel signs, ligatures."""


def _page(symbol: str) -> str:
    paragraphs = "".join(f"<p>{number}- {text}</p>" for number, text in enumerate(MIXED, start=1))
    return (
        '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>الأدوات الرقمية</title>'
        "<style>body{font:10pt 'DejaVu Sans';text-align:justify} h1{font-size:16pt} h2{font-size:13pt}</style></head>"
        f"<body><p>{symbol}</p><h1>الأدوات الرقمية في أيدي الدولة</h1><h2>أولا- مقدمة</h2>{paragraphs}</body></html>"
    )


def _places(reading: Reading) -> dict[str, str]:
    return {passage.locator: passage.text for passage in reading.passages if passage.locator.startswith("para.")}


@pytest.mark.parametrize("tagged", [True, False])
def test_a_page_printed_by_chromium(browser: Browser, tmp_path: Path, tagged: bool) -> None:
    page = tmp_path / "page.html"
    page.write_text(_page("A/HRC/62/9"), encoding="utf-8")
    opened = browser.new_page()
    opened.goto(page.as_uri())
    printed = tmp_path / "A_HRC_62_9.ar.pdf"
    opened.pdf(path=printed, format="A4", tagged=tagged)
    opened.close()
    reading = read_document(printed)
    assert _places(reading) == _places(read_document(page)) == {f"para. {n}": t for n, t in enumerate(MIXED, start=1)}
    assert (reading.document.language, reading.document.title) == ("ar", "الأدوات الرقمية في أيدي الدولة")
    paragraphs = [passage for passage in reading.passages if passage.locator.startswith("para.")]
    assert {passage.headings for passage in paragraphs} == {("أولا- مقدمة",)}
    assert all(_ink_fills(printed, passage) for passage in paragraphs)


def _ink_fills(file: Path, passage: Passage) -> bool:
    """Whether what is printed inside a passage's box reaches from its left edge to its right, within three points."""
    (box,) = passage.boxes
    page = pypdfium2.PdfDocument(file)[box.page - 1]
    grey = np.asarray(page.render(scale=2).to_pil().convert("L"))
    top, bottom = (round(2 * (page.get_height() - y)) for y in (box.y1, box.y0))
    inked = np.flatnonzero((grey[top:bottom] < 128).any(axis=0)) / 2
    return abs(inked[0] - box.x0) < 3 and abs(inked[-1] - box.x1) < 3


def _printed(tmp_path: Path, texts: tuple[str, ...], *, shaped: bool) -> Path:
    """A PDF by fpdf2: shaped by HarfBuzz, or with each letter as it stands alone."""
    made = FPDF()
    made.add_page()
    made.add_font("DejaVu", fname=FONT)
    made.set_font("DejaVu", size=10)
    if shaped:
        made.set_text_shaping(True, direction="rtl", script="arab", language="ara")
    for number, text in enumerate(texts, start=1):
        made.multi_cell(0, 6, f"{number}- {text}", align="R")
        made.ln(4)
    file = tmp_path / "A_HRC_62_9.ar.pdf"
    made.output(str(file))
    return file


def test_a_page_of_fpdf2(tmp_path: Path) -> None:
    texts = (*MIXED[:2], *MIXED[3:])
    reading = read_document(_printed(tmp_path, texts, shaped=True))
    assert _places(reading) == {f"para. {number}": text for number, text in enumerate(texts, start=1)}


def test_a_file_that_does_not_tell_a_letter_is_refused(tmp_path: Path) -> None:
    """fpdf2 names no character for one glyph of "وأُدرجت"."""
    with pytest.raises(refusals.RightToLeftError, match="does not tell all its letters"):
        read_document(_printed(tmp_path, MIXED, shaped=True))


def test_a_file_with_other_letters_than_it_shows_is_refused(tmp_path: Path) -> None:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةى"
    others = str.maketrans(letters, letters[11:] + letters[:11])
    with pytest.raises(refusals.RightToLeftError) as caught:
        read_document(_printed(tmp_path, tuple(text.translate(others) for text in MIXED), shaped=True))
    assert "DOCX" in caught.value.remedy


SENTENCE = "الدولة التي تشتري أداة مسؤولة عما تفعله تلك الأداة، ولا ينبغي شراء الأدوات الرقمية على الإطلاق."


def _by_words(words: list[str]) -> PdfFile:
    """A page with a word in each run, from the right."""
    runs = [Run(word, 500 - 40 * place, 535 - 40 * place, 700, 10) for place, word in enumerate(words)]
    return PdfFile("scan.pdf", (PdfPage(1, 600, 800, tuple(runs)),), {})


def _text(file: PdfFile) -> str:
    return " ".join(line.text for row in sort_into_rows(file.pages[0].runs) if (line := make_line(1, row)))


def test_words_under_the_picture_of_a_page_are_kept_as_they_are() -> None:
    """What recognises text puts whole words under the picture, each glyph of them to the right of the one before."""
    words = SENTENCE.split()[:12]
    file = _by_words(words)
    glyphs = [
        Run(letter, run.x0 + 2 * place, run.x0 + 2 * place + 2, 700, 10)
        for run in file.pages[0].runs
        for place, letter in enumerate(run.text)
    ]
    by_glyph = replace(file, pages=(replace(file.pages[0], runs=tuple(glyphs)),))
    assert _text(turned_over(file, by_glyph)) == " ".join(words)


def test_what_reads_well() -> None:
    words = SENTENCE.split()
    shuffled = ["".join(random.Random(7).sample(word, len(word))) for word in words]
    assert reads_well(SENTENCE)
    assert not reads_well(SENTENCE[::-1])
    assert not reads_well(" ".join(word[::-1] for word in words))
    assert not reads_well(" ".join(shuffled))
    assert not reads_well(SENTENCE.replace("ش", "\ufffd"))
    assert not reads_well("")


_ARABIC = [*SENTENCE.split()[:8], "(الحق)", "«الخصوصية»", "[مهم]؛", "لأن", "الآن."]
_OTHERS = ["A/HRC/59/60", "Privacy", "Big Data", "CCPR/C/GC/36", "A/RES/217 A (III)", "https://x.org/a-b"]
_OTHERS += ["12", "12.5", "30%", "2027", "68/167", "2020-2025", "1,000"]
_OTHERS += ["10\u00a0000", "10\u202f000", "10،5", "12، A/HRC/59/60", "12؛ CCPR/C/GC/36", "A/HRC/59/60، 12"]
_OTHERS += ["Meta، Google", "Meta (Facebook سابقا)", "Meta [Facebook سابقا]", "(سابقا Meta) Facebook"]
_OTHERS += ["Meta (X) Z", "A (B [C سابقا] D) E"]


@given(st.lists(st.tuples(st.sampled_from(_ARABIC), st.sampled_from(["", *_OTHERS])), min_size=1, max_size=5))
def test_what_the_unicode_algorithm_lays_out_is_read_back(parts: list[tuple[str, str]]) -> None:
    """Latin words and figures side by side are left out: their order cannot be told from the page."""
    line = " ".join(word for pair in parts for word in pair if word)
    rows = [get_display(line, base_dir="R"), get_display(SENTENCE, base_dir="R")]
    runs = [
        Run(char, 50 + 5 * place, 55 + 5 * place, 700 - 20 * row, 10)
        for row, shown in enumerate(rows)
        for place, char in enumerate(shown)
    ]
    file = PdfFile("made.pdf", (PdfPage(1, 1200, 800, tuple(runs)),), {})
    assert _text(turned_over(file, file)) == f"{' '.join(line.split())} {SENTENCE}"


def _convert(soffice: str, folder: Path, *, tagged: bool) -> None:
    made = f'pdf:writer_pdf_Export:{{"UseTaggedPDF":{{"type":"boolean","value":"{str(tagged).lower()}"}}}}'
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [soffice, profile, "--headless", "--convert-to", made, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, folder.glob("*.docx"))], check=True, capture_output=True, timeout=120)


def test_the_word_files_and_their_pdfs_say_the_same(tmp_path: Path, soffice: str) -> None:
    files = {translated.file_name(symbol, "ar"): make("ar", symbol) for symbol, make in translated.DOCUMENTS.items()}
    files["A_HRC_62_40.ar.docx"] = translated.mixed("A/HRC/62/40", MIXED)
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    _convert(soffice, tmp_path, tagged=True)
    for name in files:
        one, other = (read_document((tmp_path / name).with_suffix(suffix)) for suffix in (".docx", ".pdf"))
        unpaged = replace(other.document, pages=0, source=one.document.source, sha256=one.document.sha256)
        assert one.document == unpaged
        assert [_said(each) for each in one.passages] == [_said(each) for each in other.passages]
        assert other.warnings == ()


def _said(passage: Passage) -> Passage:
    """What a passage says, apart from where a page shows it."""
    without_number = passage.locator.startswith(("p. ", "opening text"))
    return replace(passage, locator="" if without_number else passage.locator, page=0, last_page=0, boxes=())
