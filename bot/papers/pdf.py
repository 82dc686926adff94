"""Draws a paper as a PDF: one page of A4, with fonts that travel with the bot."""

from __future__ import annotations

from pathlib import Path

from bot.papers.page import Block, Look, Page, Row
from domain.holders import Language

FONTS = Path(__file__).parent / "fonts"
_FAMILY = "DejaVu"
_FILES = {"": FONTS / "DejaVuSans.ttf", "B": FONTS / "DejaVuSans-Bold.ttf"}
_LANGUAGES = {Language.ITALIAN: "it-IT", Language.ENGLISH: "en-GB"}
_MISSING = "\N{REPLACEMENT CHARACTER}"

# All in mm, but for the sizes of letters, which are in points.
_WIDTH, _HEIGHT, _MARGIN = 210, 297, 22
_INNER = _WIDTH - 2 * _MARGIN
_LABELS = 66
_LINE, _GAP, _BETWEEN_BLOCKS = 5.2, 1.1, 5
_SMALL, _NORMAL, _LARGE = 8.5, 9.5, 19
_SCALES = (1.0, 0.88, 0.76, 0.66)  # facts of unheard-of length are set smaller, so that the page stays one

_INK, _GREY, _RULE, _ACCENT = (33, 37, 41), (98, 108, 118), (214, 219, 224), (36, 84, 140)


def draw(page: Page, *, compressed: bool = True) -> bytes:
    """The PDF of a paper: the same bytes for the same page."""
    pdf = b""
    for scale in _SCALES:
        drawing = _Drawing(page, scale, compressed=compressed)
        pdf = drawing.drawn()
        if drawing.fits:
            break
    return pdf


class _Drawing:
    """One page of A4 that is being drawn, from its top to its bottom."""

    def __init__(self, page: Page, scale: float, *, compressed: bool) -> None:
        from fpdf import FPDF  # noqa: PLC0415 - it takes half a second, and the bot starts in one

        self._page = page
        self._scale = scale
        self._pdf = FPDF(format="A4")
        self._pdf.set_compression(compressed)
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(_MARGIN)
        self._pdf.c_margin = 0
        for style, path in _FILES.items():
            self._pdf.add_font(_FAMILY, style, path)
        self._pdf.set_title(self._known(f"{page.title} {page.number}"))
        self._pdf.set_author(self._known(page.issuer))
        self._pdf.set_lang(_LANGUAGES[page.language])
        self._pdf.set_creation_date(page.made_at)
        self._pdf.add_page()

    @property
    def fits(self) -> bool:
        """Whether everything drawn so far stands within the margins."""
        return self._pdf.get_y() <= _HEIGHT - _MARGIN

    def drawn(self) -> bytes:
        """Draws everything: the file. It also closes the fonts."""
        self._head()
        for block in self._page.blocks:
            self._block(block)
        self._foot()
        return bytes(self._pdf.output())

    def _head(self) -> None:
        self._pdf.set_fill_color(*_ACCENT)
        self._pdf.rect(_MARGIN, _MARGIN - 6, 14, 1.2, style="F")
        self._letters(_SMALL, _GREY)
        self._write(self._page.issuer)
        self._down(2)
        self._letters(_LARGE, _INK, "B")
        self._write(self._page.title, height=9)
        self._down(3)

    def _block(self, block: Block) -> None:
        if block.heading:
            self._down(_BETWEEN_BLOCKS)
            self._letters(_NORMAL, _ACCENT, "B")
            self._write(block.heading)
            self._rule(1.2, 2)
        for row in block.rows:
            self._row(row)

    def _row(self, row: Row) -> None:
        """A row as high as the higher of its two sides; amounts stand under each other at the right."""
        is_total, is_text = row.look is Look.TOTAL, row.look is Look.TEXT
        size, style = (_NORMAL + 1.5, "B") if is_total else (_NORMAL, "")
        labels = _LABELS if is_text else _INNER - 50
        if is_total:
            self._rule(0.6, 1.8)
        top = self._pdf.get_y()
        self._letters(size, _INK if is_total else _GREY, style)
        self._write(row.label, width=labels)
        end = self._pdf.get_y()
        self._pdf.set_xy(_MARGIN + labels, top)
        self._letters(size, _INK, style)
        self._write(row.value, width=_INNER - labels, align="L" if is_text else "R")
        self._pdf.set_y(max(end, self._pdf.get_y()))
        self._down(_GAP + 1.5 if is_total else _GAP)

    def _foot(self) -> None:
        """The small print, below a rule."""
        self._down(_BETWEEN_BLOCKS)
        self._rule(0, 3)
        self._letters(_SMALL, _GREY)
        for note in self._page.notes:
            self._down(1)
            self._write(note, height=4.4)

    def _write(self, text: str, *, width: float = _INNER, height: float = _LINE, align: str = "L") -> None:
        """A text from where the pen is, on as many lines as it takes; the pen goes below it, to the left."""
        known, high = self._known(text), height * self._scale
        self._pdf.multi_cell(width, high, known, align=align, new_x="LMARGIN", new_y="NEXT")

    def _rule(self, before: float, after: float) -> None:
        self._pdf.set_draw_color(*_RULE)
        self._pdf.set_line_width(0.25)
        self._down(before)
        self._pdf.line(_MARGIN, self._pdf.get_y(), _WIDTH - _MARGIN, self._pdf.get_y())
        self._down(after)

    def _down(self, height: float) -> None:
        self._pdf.set_y(self._pdf.get_y() + height * self._scale)

    def _letters(self, size: float, color: tuple[int, int, int], style: str = "") -> None:
        self._pdf.set_font(_FAMILY, style, size * self._scale)
        self._pdf.set_text_color(*color)

    def _known(self, text: str) -> str:
        """A text with a sign in the place of each character that the fonts do not have."""
        fonts = [self._pdf.fonts[f"{_FAMILY.lower()}{style}"] for style in _FILES]
        return "".join(char if all(ord(char) in font.cmap for font in fonts) else _MISSING for char in text)  # type: ignore[union-attr]  # both are read from TTF files
