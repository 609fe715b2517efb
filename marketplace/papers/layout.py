"""Where everything stands on its sheet: a paper becomes sheets with texts and rules, in points from the top left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from marketplace.papers.letters import Letters, Style
from marketplace.papers.paper import Align, Paper, Party, Table
from marketplace.papers.tables import SetRow, set_table

WIDTH, HEIGHT = 595.28, 841.89
"""A4."""

LEFT, TOP, BOTTOM = 56.0, 56.0, 64.0
INNER = WIDTH - 2 * LEFT

TOGETHER = 260.0
"""A table that is lower than this is not broken over two sheets."""

INK, QUIET, RULE, ACCENT = "#1f191a", "#6b6264", "#e4dedf", "#c91f45"

TITLE, HOUSE, SUBTITLE = Style(21, strong=True), Style(10.5, strong=True), Style(10.5)
SECTION, LABEL, BODY, NAME = Style(10.5, strong=True), Style(7.8), Style(9.2), Style(10, strong=True)
TOTAL, SUM, NOTE, FOOT = Style(9.2), Style(11.5, strong=True), Style(8.2), Style(7.6)


@dataclass(frozen=True)
class Text:
    """A line of text; `x` is where it begins, `y` its base line."""

    x: float
    y: float
    text: str
    style: Style
    colour: str = INK


@dataclass(frozen=True)
class Rule:
    """A line across."""

    x: float
    y: float
    width: float
    colour: str = RULE
    weight: float = 0.6


@dataclass
class Sheet:
    """One page."""

    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


class Layout:
    """Sets a paper from top to bottom and begins a sheet when one is full."""

    def __init__(self, paper: Paper, letters: Letters) -> None:
        self._paper, self._letters = paper, letters
        self.sheets = [Sheet()]
        self._y = TOP
        self._head()
        self._facts()
        self._parties()
        for table in paper.tables:
            self._table(table)
        self._totals()
        self._notes()
        self._feet()

    def _head(self) -> None:
        self._text(LEFT + 26, self._y + 13, self._letters.lines(self._paper.house, HOUSE, INNER - 26)[0], HOUSE)
        self._y += 46
        for line in self._letters.lines(self._paper.title, TITLE, INNER):
            self._line(line, TITLE, leading=28)
        for line in self._letters.lines(self._paper.subtitle, SUBTITLE, INNER) if self._paper.subtitle else []:
            self._line(line, SUBTITLE, QUIET)
        self._y += 18

    def _facts(self) -> None:
        """Up to four beside each other, each below its label."""
        width = INNER / min(4, max(1, len(self._paper.facts)))
        for begin in range(0, len(self._paper.facts), 4):
            blocks = [
                [(label, LABEL, QUIET)] + [(line, BODY, INK) for line in self._letters.lines(value, BODY, width - 14)]
                for label, value in self._paper.facts[begin : begin + 4]
            ]
            self._side_by_side(blocks, width)
            self._y += 10
        self._y += 10 if self._paper.facts else 0

    def _parties(self) -> None:
        if self._paper.parties:
            width = INNER / 2
            self._side_by_side([self._party(one, width - 24) for one in self._paper.parties], width)
            self._y += 22

    def _party(self, party: Party, width: float) -> list[tuple[str, Style, str]]:
        block = [(party.role, LABEL, QUIET)]
        block += [(line, NAME, INK) for line in self._letters.lines(party.name, NAME, width)]
        return block + [
            (line, BODY, INK) for each in party.lines if each for line in self._letters.lines(each, BODY, width)
        ]

    def _table(self, table: Table) -> None:
        made = set_table(table, self._letters, INNER)
        begin = (26 if table.title else 0) + made.head.height
        whole = begin + sum(row.height for row in made.rows)
        first = begin + sum(row.height for row in made.rows[:2])
        self._need(whole if whole < TOGETHER else min(first, TOGETHER))
        if table.title:
            for line in self._letters.lines(table.title, SECTION, INNER):
                self._line(line, SECTION)
            self._y += 4
        self._row(made.head, made.edges)
        for row in made.rows:
            for part in row.parts(HEIGHT - TOP - BOTTOM - made.head.height):
                if self._need(part.height):
                    self._row(made.head, made.edges)
                self._row(part, made.edges)
        self._y += 6
        self._paragraph(table.note)
        self._y += 16

    def _row(self, row: SetRow, edges: Sequence[tuple[float, float]]) -> None:
        sheet = self.sheets[-1]
        if row.rule_above:
            sheet.rules.append(Rule(LEFT, self._y, INNER, INK, 0.7))
        for (x, width), align, lines in zip(edges, row.aligns, row.cells, strict=True):
            y = self._y + row.padding
            for line in lines:
                at = LEFT + x
                if align is Align.END:
                    at += width - self._letters.width(line.text, line.style)
                self._text(at, y + line.style.size, line.text, line.style, QUIET if line.is_quiet else INK)
                y += line.style.leading
        self._y += row.height
        sheet.rules.append(Rule(LEFT, self._y, INNER, INK if row.is_head else RULE, 0.7 if row.is_head else 0.5))

    def _totals(self) -> None:
        """On the right, below each other; the last one larger, under a rule of its own."""
        if not self._paper.totals:
            return
        self._need(len(self._paper.totals) * 22 + 12)
        *parts, whole = self._paper.totals
        left = LEFT + INNER * 0.46
        right = LEFT + INNER
        for total in parts:
            lines = self._letters.lines(total.label, TOTAL, right - left - 110)
            amount = self._letters.readable(total.amount)
            self._text(right - self._letters.width(amount, TOTAL), self._y + TOTAL.size, amount, TOTAL)
            for line in lines:
                self._text(left, self._y + TOTAL.size, line, TOTAL, QUIET)
                self._y += TOTAL.leading
            self._y += 5
        self.sheets[-1].rules.append(Rule(left, self._y + 1, right - left, ACCENT, 1.1))
        self._y += 10
        amount = self._letters.readable(whole.amount)
        self._text(right - self._letters.width(amount, SUM), self._y + SUM.size, amount, SUM)
        for line in self._letters.lines(whole.label, SUM, right - left - self._letters.width(amount, SUM) - 12):
            self._text(left, self._y + SUM.size, line, SUM)
            self._y += SUM.leading
        self._y += 20

    def _notes(self) -> None:
        for note in self._paper.notes:
            self._paragraph(note)
            self._y += 4

    def _paragraph(self, text: str) -> None:
        for line in self._letters.lines(text, NOTE, INNER) if text else []:
            self._need(NOTE.leading)
            self._line(line, NOTE, QUIET)

    def _feet(self) -> None:
        name = self._letters.lines(self._paper.title, FOOT, INNER - 120)[0]
        for number, sheet in enumerate(self.sheets, 1):
            y = HEIGHT - 40
            count = self._paper.pages % {"page": number, "pages": len(self.sheets)}
            sheet.rules.append(Rule(LEFT, y, INNER))
            sheet.texts.append(Text(LEFT, y + 14, name, FOOT, QUIET))
            sheet.texts.append(Text(LEFT + INNER - self._letters.width(count, FOOT), y + 14, count, FOOT, QUIET))

    def _side_by_side(self, blocks: Sequence[Sequence[tuple[str, Style, str]]], width: float) -> None:
        for lines in zip_longest(*blocks):
            leading = max(line[1].leading for line in lines if line)
            self._need(leading)
            for place, line in enumerate(lines):
                if line:
                    self._text(LEFT + place * width, self._y + line[1].size, *line)
            self._y += leading

    def _line(self, text: str, style: Style, colour: str = INK, leading: float = 0) -> None:
        self._text(LEFT, self._y + style.size, text, style, colour)
        self._y += leading or style.leading

    def _text(self, x: float, y: float, text: str, style: Style, colour: str = INK) -> None:
        self.sheets[-1].texts.append(Text(x, y, text, style, colour))

    def _need(self, height: float) -> bool:
        """Whether a new sheet had to be begun for something of this height."""
        if self._y + height <= HEIGHT - BOTTOM:
            return False
        self.sheets.append(Sheet())
        self._y = TOP
        return True
