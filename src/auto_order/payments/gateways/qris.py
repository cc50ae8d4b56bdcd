"""Reading a QRIS code: EMV merchant-presented TLV, checked before it is shown to anyone.

Two digits tag, two digits length in characters, the value; tag 63 is a CRC-16/CCITT-FALSE over everything up
to and including ``6304`` (EMVCo QR Code Specification for Payment Systems, merchant-presented mode, 4.7.3).
"""

import binascii
import re
from collections.abc import Mapping

_AMOUNT, _CURRENCY, _CRC = "54", "53", "63"
_RUPIAH = "360"
_CRC_HEAD = "6304"
_CRC_DIGITS = 4
_HEAD = 4
_WHOLE_RUPIAH = re.compile(r"(?P<rupiah>[0-9]{1,13})(?:\.0{1,2})?")


class BadQrError(ValueError):
    """The text is not a QRIS code that asks for whole rupiah."""


def read_amount(qr: str) -> int:
    """Say what a dynamic QRIS asks the payer for, in rupiah. Raises BadQrError if anything is off."""
    fields = _read_fields(qr)
    if not _is_sound(qr) or fields.get(_CRC) != qr[-_CRC_DIGITS:]:
        message = "its checksum is wrong"
        raise BadQrError(message)
    if fields.get(_CURRENCY) != _RUPIAH:
        message = "it does not ask for rupiah"
        raise BadQrError(message)
    return _read_rupiah(fields.get(_AMOUNT, ""))


def _read_rupiah(text: str) -> int:
    match = _WHOLE_RUPIAH.fullmatch(text)
    if match is None or not int(match["rupiah"]):
        message = "its amount is missing or not in whole rupiah"
        raise BadQrError(message)
    return int(match["rupiah"])


def _read_fields(qr: str) -> Mapping[str, str]:
    fields: dict[str, str] = {}
    at = 0
    while at < len(qr):
        tag, length = qr[at : at + 2], qr[at + 2 : at + _HEAD]
        if not (tag.isascii() and tag.isdigit() and length.isascii() and length.isdigit()):
            message = "it is not made of fields"
            raise BadQrError(message)
        value = qr[at + _HEAD : at + _HEAD + int(length)]
        if len(value) != int(length) or tag in fields:
            message = "a field is cut short or stands twice"
            raise BadQrError(message)
        fields[tag] = value
        at += _HEAD + int(length)
    return fields


def _is_sound(qr: str) -> bool:
    head, digits = qr[:-_CRC_DIGITS], qr[-_CRC_DIGITS:]
    if not head.endswith(_CRC_HEAD):
        return False
    try:
        data = head.encode("ascii")
    except UnicodeEncodeError:
        return False
    return f"{binascii.crc_hqx(data, 0xFFFF):04X}" == digits.upper()
