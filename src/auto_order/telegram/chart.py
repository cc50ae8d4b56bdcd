"""Draws a chart of bars as a PNG, off the loop: it takes some hundredths of a second."""

import asyncio
import io
from collections.abc import Sequence
from typing import NamedTuple

_SIZE = (1000, 560)
_MARGIN, _TOP, _BOTTOM = 40, 90, 60
_PAPER, _INK, _FAINT, _BAR = "#ffffff", "#1f2937", "#9ca3af", "#2a9d8f"
_TITLE_SIZE, _LABEL_SIZE = 30, 18


class Bar(NamedTuple):
    """A bar with what stands below it and above it."""

    label: str
    value: int
    shown: str


async def draw(title: str, bars: Sequence[Bar]) -> bytes:
    """Draw bars beside each other, the highest as high as there is room."""
    return await asyncio.to_thread(_draw, title, bars)


def _draw(title: str, bars: Sequence[Bar]) -> bytes:
    # Imported at the first chart, and not by every process of the shop.
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415

    image = Image.new("RGB", _SIZE, _PAPER)
    pen = ImageDraw.Draw(image)
    label_font = ImageFont.load_default(_LABEL_SIZE)
    pen.text((_MARGIN, 28), title, fill=_INK, font=ImageFont.load_default(_TITLE_SIZE))
    width, height = _SIZE
    floor, room = height - _BOTTOM, height - _BOTTOM - _TOP - _LABEL_SIZE
    step = (width - 2 * _MARGIN) / max(len(bars), 1)
    highest = max((bar.value for bar in bars), default=0) or 1
    for number, bar in enumerate(bars):
        left, middle = _MARGIN + number * step, _MARGIN + (number + 0.5) * step
        top = floor - max(room * bar.value // highest, 0)
        pen.rectangle((left + step * 0.15, top, left + step * 0.85, floor), fill=_BAR)
        pen.text((middle, floor + 12), bar.label, fill=_FAINT, font=label_font, anchor="ma")
        if bar.value:
            pen.text((middle, top - 6), bar.shown, fill=_INK, font=label_font, anchor="md")
    pen.line((_MARGIN, floor, width - _MARGIN, floor), fill=_FAINT, width=2)
    picture = io.BytesIO()
    image.save(picture, "PNG", optimize=True)
    return picture.getvalue()
