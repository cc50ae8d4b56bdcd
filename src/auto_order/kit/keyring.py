"""Authenticated encryption of goods under keys that can be changed, and fingerprints that find duplicates.

A sealed text is ``version (1) | key id (4) | nonce (12) | ciphertext and tag (16)``: AES-256-GCM, bound to a
context such as ``"product:42"``, so that a row moved elsewhere does not open. One master key yields one key
for sealing and another for fingerprints (HKDF), so that neither tells of the other.
"""

import hmac
import os
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from auto_order.kit.secret import Secret

# What everything begins with that was ever sealed, and how long it is at least.
SEAL_VERSION = b"\x01"
SHORTEST_SEAL = 33
_MASTER_BYTES = 32
# 32 random bytes practically never have fewer different ones; a typed password always has.
_LEAST_DIFFERENT_BYTES = 16
_HEAD = slice(0, 5)
_NONCE = slice(5, 17)
_CIPHERTEXT = slice(17, None)
# Goods are text of any origin; a lone surrogate must neither be lost nor blow up with the goods in the error.
_ENCODING = ("utf-8", "surrogatepass")


class MalformedKeyError(ValueError):
    """The text is not one or several keys."""


class WrongKeyError(Exception):
    """It was sealed under a key that this ring does not hold."""

    def __init__(self) -> None:
        super().__init__("sealed under a key that is not at hand")


class TamperedError(Exception):
    """It is not what was sealed, or was sealed for another context."""

    def __init__(self) -> None:
        super().__init__("not what was sealed, or sealed for another context")


@dataclass(frozen=True, repr=False)
class _Key:
    """What is derived from one master key. Every text sealed under it begins with ``head``."""

    head: bytes
    cipher: AESGCM
    fingerprint_key: bytes
    check_value: bytes


class Keyring:
    """One current key, which seals, and former ones, which only open.

    A key may seal 2**32 texts: nonces are random, and beyond that two might meet.
    """

    def __init__(self, masters: Iterable[bytes]) -> None:
        self._keys = [_derive(master) for master in masters]
        self._current = self._keys[0]
        self._by_head = {key.head: key for key in self._keys}

    @classmethod
    def read(cls, text: Secret) -> "Keyring":
        """Read keys between commas, the current one first. Raises MalformedKeyError, which quotes nothing."""
        parts = [part.strip() for part in text.reveal().split(",") if part.strip()]
        if not parts:
            message = "there is no key"
            raise MalformedKeyError(message)
        return cls(map(_read_master, parts))

    def seal(self, secret: Secret, context: str) -> bytes:
        """Encrypt under the current key. Sealing one text twice gives two results."""
        key, nonce = self._current, os.urandom(12)
        plain = secret.reveal().encode(*_ENCODING)
        return key.head + nonce + key.cipher.encrypt(nonce, plain, key.head + context.encode())

    def open(self, sealed: bytes, context: str) -> Secret:
        """Decrypt what a key of the ring sealed for this context. Raises WrongKeyError, TamperedError."""
        key = self._by_head.get(sealed[_HEAD])
        if key is None:
            raise WrongKeyError if _is_envelope(sealed) else TamperedError
        try:
            plain = key.cipher.decrypt(sealed[_NONCE], sealed[_CIPHERTEXT], key.head + context.encode())
        except (InvalidTag, ValueError):
            raise TamperedError from None
        return Secret(plain.decode(*_ENCODING))

    @property
    def mark(self) -> bytes:
        """What everything that is sealed under the current key begins with, and nothing else: 5 bytes."""
        return self._current.head

    def fingerprint(self, secret: Secret, context: str) -> bytes:
        """Give 32 bytes, equal for equal texts in one context, that tell nothing else without the key."""
        return _fingerprint(self._current, secret, context)

    def fingerprints(self, secret: Secret, context: str) -> tuple[bytes, ...]:
        """Give it under every key, the current first: a duplicate may be older than a rotation."""
        return tuple(_fingerprint(key, secret, context) for key in self._keys)

    @property
    def check_value(self) -> bytes:
        """16 bytes by which the current key is recognized later. They give nothing of it away."""
        return self._current.check_value

    def matches(self, check_value: bytes) -> bool:
        """Say whether the check value is that of any key of the ring."""
        return any(hmac.compare_digest(key.check_value, check_value) for key in self._keys)


def generate_key() -> Secret:
    """Make a new master key, as DATA_ENCRYPTION_KEY takes it."""
    return Secret(urlsafe_b64encode(os.urandom(_MASTER_BYTES)).decode())


def _read_master(text: str) -> bytes:
    try:
        master = b64decode(text.rstrip("=") + "=", altchars=b"-_", validate=True)
    except ValueError:
        master = b""
    if len(master) != _MASTER_BYTES:
        message = "a key is 32 bytes as url-safe base64, 44 characters long"
        raise MalformedKeyError(message)
    if len(set(master)) < _LEAST_DIFFERENT_BYTES:
        message = "a key is random bytes, not something typed"
        raise MalformedKeyError(message)
    return master


def _is_envelope(sealed: bytes) -> bool:
    return len(sealed) >= SHORTEST_SEAL and sealed.startswith(SEAL_VERSION)


def _derive(master: bytes) -> _Key:
    def derived(purpose: str, length: int) -> bytes:
        return HKDFExpand(SHA256(), length, f"auto-order 1 {purpose}".encode()).derive(master)

    return _Key(
        head=SEAL_VERSION + derived("key id", 4),
        cipher=AESGCM(derived("sealing", 32)),
        fingerprint_key=derived("fingerprints", 32),
        check_value=derived("check value", 16),
    )


def _fingerprint(key: _Key, secret: Secret, context: str) -> bytes:
    # The length in front keeps a context that ends where a text begins from looking like another pair.
    scope = context.encode()
    text = secret.reveal().encode(*_ENCODING)
    return hmac.digest(key.fingerprint_key, len(scope).to_bytes(2, "big") + scope + text, "sha256")
