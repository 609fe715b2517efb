"""A paper can be read back out of its PDF: every word and amount, on as many pages as it takes."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from marketplace.papers.paper import Align, Cell, Column, Paper, Party, Row, Table, Total
from marketplace.papers.printing import as_pdf

SIGNED = datetime(2026, 12, 1, 3, 4, 5, tzinfo=UTC)
COLUMNS = [Column("Day"), Column("Work"), Column("Amount", Align.END)]


def a_paper(**changes: object) -> Paper:
    return Paper(**{"title": "Invoice MW-1", "made_at": SIGNED, **changes})


def read(paper: Paper) -> tuple[PdfReader, list[str]]:
    reader = PdfReader(io.BytesIO(as_pdf(paper)))
    return reader, [page.extract_text() for page in reader.pages]


def test_a_long_table_repeats_its_head_and_counts_its_pages() -> None:
    rows = [Row([f"2026-11-{n % 30 + 1:02d}", Cell(f"Work {n}", "K7"), f"${n}.00"]) for n in range(1, 301)]
    printed = as_pdf(a_paper(tables=[Table(COLUMNS, rows)], pages="Page %(page)s of %(pages)s"))
    assert len(printed) < 100_000
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]
    assert len(pages) > 5
    for number, text in enumerate(pages, 1):
        assert "Amount" in text
        assert f"Page {number} of {len(pages)}" in text
        assert "Invoice MW-1" in text
    words = " ".join(pages).split()
    assert [word for word in words if word.startswith("$")] == [f"${n}.00" for n in range(1, 301)]


def test_it_says_its_title_language_and_day() -> None:
    reader, _ = read(a_paper(title="发票 MW-1", language="zh-CN"))
    assert reader.metadata is not None
    assert reader.metadata.title == "发票 MW-1"
    assert reader.metadata.creation_date == SIGNED
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_the_same_paper_is_the_same_file() -> None:
    paper = a_paper(parties=[Party("To", "杭州青野文化传播有限公司")], totals=[Total("Paid", "¥1.00")])
    assert as_pdf(paper) == as_pdf(paper)
    assert as_pdf(paper) != as_pdf(a_paper())


@pytest.mark.parametrize(
    "name",
    [
        "杭州喆堃㑇𫖯犇骉龘文化传播有限公司",  # rare ones of the 通用规范汉字表, beyond GB 2312 and the basic plane
        "臺灣龍鳳飲料股份有限公司",
        "Łódź Ünïcødé Škoda Ελλάς Газпром Việt Nam",
    ],
)
def test_a_name_stands_there_as_it_was_written(name: str) -> None:
    _, (text,) = read(a_paper(parties=[Party("To", name)], tables=[Table(COLUMNS, [Row(["1", name, "$1.00"], True)])]))
    assert " ".join(text.split()).count(name) == 2


def test_a_name_that_no_font_has_is_a_box_and_breaks_nothing() -> None:
    nasty = "Acme 👩‍👩‍👧🚀 \ud800\x00\u202eevil\tLtd شركة"
    _, (text,) = read(a_paper(title=nasty, parties=[Party("To", nasty, [nasty])], notes=[nasty], house=nasty))
    assert text.count("Acme □ evil Ltd □") >= 3
    assert not set(text) & {"\x00", "\u202e", "\ud800"}


def test_a_long_name_is_broken_into_lines_inside_its_column() -> None:
    chinese, word = "青野文化" * 60, "x" * 5_000
    rows = [Row(["2026-11-01", Cell(chinese, word), "$1,234,567.89"]), Row(["2026-11-02", word, "$1.00"])]
    _, pages = read(a_paper(parties=[Party("To", chinese)], tables=[Table(COLUMNS, rows)]))
    joined = "".join(pages).replace("\n", "")
    assert joined.count("青野文化") == 120
    assert joined.count("x") == 10_000
    assert "$1,234,567.89" in joined


def test_a_row_taller_than_a_page_goes_on_over_the_page() -> None:
    _, pages = read(a_paper(tables=[Table(COLUMNS, [Row(["1", "words " * 3_000, "$1.00"])])]))
    assert len(pages) > 1
    assert sum(text.count("words") for text in pages) == 3_000


def test_many_wide_amounts_stay_whole() -> None:
    amounts = [f"¥{n},234,567.00" for n in range(1, 8)]
    columns = [Column("月份"), *(Column("金额", Align.END) for _ in amounts)]
    _, (text,) = read(a_paper(tables=[Table(columns, [Row(["2026年11月", *amounts])])]))
    for amount in amounts:
        assert amount in text
