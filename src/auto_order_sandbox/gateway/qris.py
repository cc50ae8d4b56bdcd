"""QRIS codes as a bank's app reads them: EMV merchant-presented, tag, length, value, checksum last."""

import binascii

# What a project in the vendor's own test mode gets instead of a code that could be paid.
PLACEHOLDER = "lorem-ipsum-pakasir-qris-example"

_MERCHANT_NAME = "Pakasir"


def dynamic_qris(*, amount: int, reference: str) -> str:
    """Write the code that asks a payer for ``amount`` rupiah; ``reference`` has at most 25 characters."""
    merchant = _tlv("00", "ID.CO.PAKASIR.WWW") + _tlv("01", "936000990000000001") + _tlv("03", "UMI")
    national = _tlv("00", "ID.CO.QRIS.WWW") + _tlv("02", "ID1026000000001") + _tlv("03", "UMI")
    body = "".join(
        (
            _tlv("00", "01"),
            _tlv("01", "12"),
            _tlv("26", merchant),
            _tlv("51", national),
            _tlv("52", "5817"),
            _tlv("53", "360"),
            _tlv("54", f"{amount}.00"),
            _tlv("58", "ID"),
            _tlv("59", _MERCHANT_NAME),
            _tlv("60", "JAKARTA"),
            _tlv("61", "12190"),
            _tlv("62", _tlv("01", reference)),
            "6304",
        )
    )
    return body + checksum(body)


def checksum(text: str) -> str:
    """Compute CRC-16/CCITT-FALSE over everything up to and including ``6304``, as four upper hex digits."""
    return f"{binascii.crc_hqx(text.encode(), 0xFFFF):04X}"


def _tlv(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"
