"""A paper becomes a PDF."""

from __future__ import annotations

from pathlib import Path

from fpdf import FPDF, ViewerPreferences
from fpdf.enums import TextMode

from marketplace.papers.layout import HEIGHT, LEFT, TOP, WIDTH, Layout, Sheet
from marketplace.papers.letters import Letters
from marketplace.papers.paper import Paper

_MARK = Path(__file__).parents[1] / "web/static/favicon.svg"


def as_pdf(paper: Paper) -> bytes:
    """A paper as a PDF: A4, its text to be selected and searched, of the letters it needs only.

    The same paper gives the same bytes.
    """
    pdf = FPDF(unit="pt", format=(WIDTH, HEIGHT))
    letters = Letters(pdf)
    pdf.set_auto_page_break(False)
    pdf.c_margin = 0
    pdf.set_title(letters.readable(paper.title))
    pdf.set_author(letters.readable(paper.house))
    pdf.set_creator("Meadow")
    pdf.set_producer("Meadow")
    pdf.set_lang(paper.language)
    pdf.set_creation_date(paper.made_at)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    for number, sheet in enumerate(Layout(paper, letters).sheets):
        pdf.add_page()
        if number == 0:
            pdf.image(_MARK, LEFT, TOP, 18, 18)
        _draw(pdf, sheet, letters)
    return bytes(pdf.output())


def _draw(pdf: FPDF, sheet: Sheet, letters: Letters) -> None:
    for rule in sheet.rules:
        pdf.set_draw_color(rule.colour)
        pdf.set_line_width(rule.weight)
        pdf.line(rule.x, rule.y, rule.x + rule.width, rule.y)
    for text in sheet.texts:
        x = text.x
        pdf.set_text_color(text.colour)
        for run in letters.runs(text.text, text.style):
            pdf.set_font(run.font, size=text.style.size)
            # The Chinese font comes in one weight; strong is drawn with a fine outline of its own.
            if text.style.strong and run.font == "noto":
                with pdf.local_context(
                    text_mode=TextMode.FILL_STROKE, draw_color=text.colour, line_width=text.style.size * 0.028
                ):
                    pdf.text(x, text.y, run.text)
            else:
                pdf.text(x, text.y, run.text)
            x += run.width
