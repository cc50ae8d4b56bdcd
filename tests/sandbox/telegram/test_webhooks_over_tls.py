"""A webhook with a certificate that the bot made for itself."""

import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.rig.waiting import eventually
from tests.sandbox.clients import Bot, Phone
from tests.sandbox.telegram.hook import Hook, open_hook


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Make a certificate for 127.0.0.1, signed by nobody but itself; its key lies beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "cert.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.fixture
def files(certificate: Path) -> dict[str, tuple[str, bytes]]:
    return {"certificate": ("cert.pem", certificate.read_bytes())}


@pytest.fixture
async def hook(certificate: Path) -> AsyncIterator[Hook]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    async with open_hook(context) as hook:
        yield hook


async def test_a_certificate_that_the_bot_sends_is_trusted(
    bot: Bot, buyer: Phone, hook: Hook, files: dict[str, tuple[str, bytes]]
) -> None:
    await bot.upload("setWebhook", files, url=hook.url)

    await buyer.send("satu")
    await buyer.send("dua")

    await hook.wait_for(2)
    assert hook.texts == ["satu", "dua"]
    assert (await bot.call("getWebhookInfo"))["has_custom_certificate"] is True


async def test_a_certificate_that_the_bot_did_not_send_is_not_trusted(
    bot: Bot, buyer: Phone, hook: Hook
) -> None:
    await bot.call("setWebhook", url=hook.url)

    await buyer.send("Halo")

    async def is_refused() -> bool:
        return "certificate verify failed" in (await bot.call("getWebhookInfo")).get("last_error_message", "")

    await eventually(is_refused)
    assert hook.received == []
