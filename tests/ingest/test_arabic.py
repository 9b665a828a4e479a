"""Arabic PDFs of several programs give the words, places and notes that the file they were made of gives."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import translated
import worded
from playwright.sync_api import Browser

from ingest.document import Reading, read_document
from store.model import Passage

MIXED = (
    "تشير الدراسة (A/HRC/59/60، الفقرتان 12 و13) إلى أن 30% من الناس، أي نحو 12.5 مليون شخص، تعرضوا للمراقبة "
    "في 18 كانون الأول/ديسمبر 2027.",
    "أعلنت منظمة Privacy International (المملكة المتحدة) أن قرار الجمعية العامة 68/167 و«الحق في الخصوصية» لا يزالان "
    "ساريين؛ ولأن الأدوات تتغير، فإن الإجراءات والآليات لا تكفي [انظر الإطار 3].",
    "اعتُمد القرار رسميًّا بدون تصويت في الفترة 2020-2025، وأُدرجت مُدرِّسة واحدة على القائمة، وهذا (أمر [مهم] جدا) للجميع.",
    "يرد النص الكامل في الموقع https://www.example.org/ar/privacy-2027 وفي الوثيقة CCPR/C/GC/36، "
    "وكذلك في المادتين 17 و19 من العهد، وهو ما أكدته اللجنة المعنية بحقوق الإنسان مرارا في ملاحظاتها الختامية.",
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
    assert {passage.headings for passage in reading.passages if passage.locator.startswith("para.")} == {
        ("أولا- مقدمة",)
    }


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
