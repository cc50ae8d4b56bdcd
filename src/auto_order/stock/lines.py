"""Pasted text as units: one a line, empty lines left out but counted, so that lines are named as seen."""

from collections.abc import Sequence

from auto_order.kit.secret import Secret
from auto_order.stock.loading import NumberedContent
from auto_order.stock.rules import TooManyLines

MOST_PASTED_LINES = 2000


def number_lines(texts: Sequence[str]) -> Sequence[NumberedContent]:
    """Count through the lines of texts that follow one another. Raises TooManyLines beyond 2,000."""
    lines = [line for text in texts for line in text.split("\n")]
    if len(lines) > MOST_PASTED_LINES:
        raise TooManyLines(most=MOST_PASTED_LINES)
    return [
        NumberedContent(number, Secret(line)) for number, line in enumerate(lines, start=1) if line.strip()
    ]
