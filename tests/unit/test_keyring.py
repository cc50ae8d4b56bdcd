"""Sealing goods, finding their duplicates, and changing the key under them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auto_order.kit.keyring import Keyring, MalformedKeyError, TamperedError, WrongKeyError, generate_key
from auto_order.kit.secret import Secret

GOODS = Secret("user@example.com:hunter2")
CONTEXT = "product:42"


def ring(*keys: Secret) -> Keyring:
    return Keyring.read(Secret(",".join(key.reveal() for key in keys or (generate_key(),))))


@given(st.text(st.characters()))
def test_what_was_sealed_opens_to_the_same_text(text: str) -> None:
    keyring = ring()

    assert keyring.open(keyring.seal(Secret(text), CONTEXT), CONTEXT) == Secret(text)


def test_even_text_that_is_no_unicode_survives() -> None:
    keyring = ring()

    assert keyring.open(keyring.seal(Secret("a\ud800b"), CONTEXT), CONTEXT).reveal() == "a\ud800b"


def test_a_sealed_text_shows_nothing_and_never_repeats() -> None:
    keyring = ring()

    sealed = {keyring.seal(GOODS, CONTEXT) for _ in range(100)}

    assert len(sealed) == 100
    assert not [envelope for envelope in sealed if b"hunter2" in envelope]


def test_every_changed_bit_is_noticed() -> None:
    keyring = ring()
    sealed = keyring.seal(GOODS, CONTEXT)

    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises((TamperedError, WrongKeyError)):
            keyring.open(bytes(changed), CONTEXT)


@given(st.binary(max_size=100))
def test_bytes_of_any_other_origin_are_refused(data: bytes) -> None:
    keyring = ring()

    with pytest.raises((TamperedError, WrongKeyError)):
        keyring.open(data, CONTEXT)


@pytest.mark.parametrize("length", range(40))
def test_a_cut_off_text_is_refused(length: int) -> None:
    keyring = ring()

    with pytest.raises(TamperedError):
        keyring.open(keyring.seal(Secret("goods of a fair length"), CONTEXT)[:length], CONTEXT)


def test_goods_of_one_product_do_not_open_as_those_of_another() -> None:
    keyring = ring()

    with pytest.raises(TamperedError):
        keyring.open(keyring.seal(GOODS, "product:42"), "product:43")


def test_a_wrong_key_is_told_from_tampering_and_tells_nothing_of_the_content() -> None:
    sealed = ring().seal(GOODS, CONTEXT)

    with pytest.raises(WrongKeyError) as caught:
        ring().open(sealed, CONTEXT)

    assert str(caught.value) == "sealed under a key that is not at hand"
    assert caught.value.__context__ is None


def test_after_a_rotation_the_former_key_opens_and_the_new_one_seals() -> None:
    former, new = generate_key(), generate_key()
    old_goods = ring(former).seal(GOODS, CONTEXT)
    rotating = ring(new, former)

    new_goods = rotating.seal(GOODS, CONTEXT)

    assert rotating.open(old_goods, CONTEXT) == rotating.open(new_goods, CONTEXT) == GOODS
    assert [goods.startswith(rotating.mark) for goods in (old_goods, new_goods)] == [False, True]
    assert ring(new).open(new_goods, CONTEXT) == GOODS
    with pytest.raises(WrongKeyError):
        ring(former).open(new_goods, CONTEXT)


def test_equal_goods_have_equal_fingerprints_within_one_context_only() -> None:
    keyring = ring()

    fingerprint = keyring.fingerprint(GOODS, CONTEXT)

    assert fingerprint == keyring.fingerprint(Secret(GOODS.reveal()), CONTEXT)
    assert fingerprint != keyring.fingerprint(GOODS, "product:43")
    assert fingerprint != keyring.fingerprint(Secret("user@example.com:hunter3"), CONTEXT)
    assert fingerprint != ring().fingerprint(GOODS, CONTEXT)


def test_a_context_never_runs_into_the_text() -> None:
    keyring = ring()

    assert keyring.fingerprint(Secret("2:a"), "product:4") != keyring.fingerprint(Secret(":a"), "product:42")


def test_a_duplicate_is_found_across_a_rotation() -> None:
    former, new = generate_key(), generate_key()
    stored = ring(former).fingerprint(GOODS, CONTEXT)
    rotating = ring(new, former)

    assert stored in rotating.fingerprints(GOODS, CONTEXT)
    assert rotating.fingerprints(GOODS, CONTEXT)[0] == rotating.fingerprint(GOODS, CONTEXT) != stored


def test_a_key_is_recognized_by_its_check_value() -> None:
    former, new = generate_key(), generate_key()
    rotating = ring(new, former)

    assert rotating.check_value == ring(new).check_value
    assert rotating.matches(ring(former).check_value)
    assert not rotating.matches(ring().check_value)


def test_the_format_never_changes_by_accident() -> None:
    """What was sealed and recorded by an earlier release opens and is found with this one."""
    keyring = Keyring.read(Secret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))
    sealed = (
        "0171658930188771d859cde9637bf80eabd386ffdd38ea5c222231f5d3be"
        "c30589239bca48f76ad624e79cdb3280499371eb2a341a6079df9f"
    )

    assert keyring.open(bytes.fromhex(sealed), CONTEXT) == GOODS
    assert (
        keyring.fingerprint(GOODS, CONTEXT).hex()
        == "e83b327012006c8326e8b2c07c63eeeb367dfa0da561d23a89ce97d48b55329d"
    )
    assert keyring.check_value.hex() == "0f08d89f1e8187013a4d80b2b36dd1a8"


def test_keys_may_be_written_with_blanks_and_without_padding() -> None:
    key, other = generate_key(), generate_key()

    written = Keyring.read(Secret(f" {key.reveal().rstrip('=')} ,\n{other.reveal()}, "))

    assert written.fingerprints(GOODS, CONTEXT) == ring(key, other).fingerprints(GOODS, CONTEXT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " , ",
        "c2hvcnQ=",
        "not base64 at all but forty-four characters!",
        "A" * 43,
        "passwordpasswordpasswordpasswordpasswordpas=",
        generate_key().reveal() + "A",
        generate_key().reveal() + ",short",
        "\u00e9" * 44,
    ],
    # Keys are random, and every worker of xdist must call its tests the same.
    ids=lambda text: str(len(text)),
)
def test_what_is_no_key_is_refused_and_not_quoted(text: str) -> None:
    with pytest.raises(MalformedKeyError) as caught:
        Keyring.read(Secret(text))

    assert not [part for part in text.split(",") if part.strip() and part in str(caught.value)]
