"""Draws QR codes, in a thread: drawing takes a fortieth of a second, in which nobody else would be served."""

import asyncio
import io


async def draw(text: str) -> bytes:
    """Draw a QR code as PNG, large enough to be scanned from another screen."""
    return await asyncio.to_thread(_draw, text)


def _draw(text: str) -> bytes:
    # Imported at the first QR, and not by every process of the shop.
    import segno  # noqa: PLC0415

    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=10, border=4)
    return picture.getvalue()
