"""Writes QRIS codes as a gateway would, sound ones and others, without the code that reads them."""

from collections.abc import Mapping

_FIELDS = {"00": "01", "01": "12", "52": "5817", "53": "360", "58": "ID", "59": "Toko", "60": "JAKARTA"}


def write_qris(*, amount: str | int | None, fields: Mapping[str, str] | None = None) -> str:
    """Write a sound code. ``fields`` are put in place of the usual ones; an amount of None is left out."""
    wanted = dict(_FIELDS) | ({} if amount is None else {"54": str(amount)}) | dict(fields or {})
    body = "".join(f"{tag}{len(value):02d}{value}" for tag, value in sorted(wanted.items())) + "6304"
    return body + checksum(body)


def checksum(text: str) -> str:
    """Compute CRC-16/CCITT-FALSE bit by bit, as its definition says."""
    register = 0xFFFF
    for byte in text.encode():
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1) ^ (0x1021 if register & 0x8000 else 0)
            register &= 0xFFFF
    return f"{register:04X}"
