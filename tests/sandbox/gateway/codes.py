"""A bank app's reading of a QRIS code, written apart from the code that makes it."""


def read_tlv(text: str) -> dict[str, str]:
    """Take an EMV text apart; a length that does not fit is a ValueError."""
    tags: dict[str, str] = {}
    while text:
        tag, length = text[:2], int(text[2:4])
        value, text = text[4 : 4 + length], text[4 + length :]
        if len(value) != length:
            raise ValueError(tag)
        tags[tag] = value
    return tags


def crc16(text: str) -> str:
    """Compute CRC-16/CCITT-FALSE bit by bit, as its definition says."""
    register = 0xFFFF
    for byte in text.encode():
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1) ^ (0x1021 if register & 0x8000 else 0)
            register &= 0xFFFF
    return f"{register:04X}"
