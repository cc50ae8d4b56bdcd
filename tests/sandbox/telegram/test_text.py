"""Plain text as Telegram keeps it: cleaned, trimmed, with the entities it finds and those a bot gives."""

import pytest

from auto_order_sandbox.telegram.entities import BadText, Entity, Formatted, format_text, read_entities


def entity(kind: str, offset: int, length: int, **more: object) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **more}


def found(text: str) -> list[tuple[str, str]]:
    """List what is found in a text: the kind and the stretch."""
    formatted = format_text(text)
    units = formatted.text.encode("utf-16-le")
    return [
        (one["type"], units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le"))
        for one in formatted.entities
    ]


@pytest.mark.parametrize(
    ("text", "kind", "stretch"),
    [
        ("/start", "bot_command", "/start"),
        ("😀 /cari@sandbox_bot kata", "bot_command", "/cari@sandbox_bot"),
        ("hai @budi!", "mention", "@budi"),
        ("#promo2026", "hashtag", "#promo2026"),
        ("harga $USD", "cashtag", "$USD"),
        ("tulis ke rina@toko.co.id ya", "email", "rina@toko.co.id"),
        ("lihat https://toko.id/a?b=c.", "url", "https://toko.id/a?b=c"),
        ("(http://127.0.0.1:8081/x)", "url", "http://127.0.0.1:8081/x"),
        ("buka toko.id/promo, ya", "url", "toko.id/promo"),
        ("tg://resolve?domain=x", "url", "tg://resolve?domain=x"),
        ("WA +6281234567890", "phone_number", "+6281234567890"),
    ],
)
def test_what_a_text_says_by_itself_is_found(text: str, kind: str, stretch: str) -> None:
    assert found(text) == [(kind, stretch)]


@pytest.mark.parametrize(
    "text",
    [
        "a/b",
        "and/or",
        "1/2 + 3",
        "@abc",
        "x@y",
        "#123",
        "$usd",
        "Rp 30.000",
        "v1.2.3",
        "a.txt",
        "//x",
        "</b>",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_nothing_is_looked_for_inside_of_code_and_links() -> None:
    source = '<code>/start</code> <a href="https://a.id/">@budi</a> <b>@budi</b>'

    kinds = [(one["type"], one["offset"]) for one in format_text(source, "HTML").entities]

    assert kinds == [("code", 0), ("text_link", 7), ("mention", 13), ("bold", 13)]


def test_the_ends_of_a_text_are_trimmed() -> None:
    assert format_text(" \n a b \n ").text == "a b"


def test_in_front_no_more_is_trimmed_than_to_the_first_entity() -> None:
    assert format_text("  <b> x </b> ", "HTML") == Formatted(" x", [entity("bold", 0, 2)])


def test_an_entity_of_trimmed_space_goes_with_it() -> None:
    assert format_text("x<b> </b>", "HTML") == Formatted("x", [])


def test_control_characters_go() -> None:
    assert format_text("a\x00b\tc\rd\x1fe").text == "a b cd e"


def test_entities_move_with_what_is_dropped_before_them() -> None:
    given = [entity("bold", 1, 3), entity("italic", 4, 1)]

    formatted = format_text("\ra\u202ab\u202a", entities=given)

    assert formatted == Formatted("ab", [entity("bold", 0, 2)])


def test_entities_move_past_characters_of_two_units() -> None:
    formatted = format_text("\r😀x", entities=[entity("bold", 3, 1)])

    assert formatted == Formatted("😀x", [entity("bold", 2, 1)])


def test_given_entities_that_cross_are_cut() -> None:
    formatted = format_text("abcdef", entities=[entity("bold", 0, 4), entity("italic", 2, 4)])

    assert formatted.entities == [entity("bold", 0, 2), entity("italic", 2, 4), entity("bold", 2, 2)]


def test_a_link_that_crosses_the_edge_of_a_quote_is_dropped() -> None:
    given = [entity("blockquote", 0, 3), entity("text_link", 2, 3, url="https://a.id/")]

    assert format_text("abcdef", entities=given).entities == [entity("blockquote", 0, 3)]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ([entity("bold", 9, 1)], "Entity begins after the end of the text at UTF-16 offset 9"),
        (
            [entity("bold", 1, 9)],
            "Entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 10",
        ),
        ([entity("bold", 2, 2)], "Entity begins in a middle of a UTF-16 symbol at byte offset 5"),
        (
            [entity("bold", 0, 2)],
            "Entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 5",
        ),
    ],
)
def test_entities_that_do_not_fit_the_text_are_refused(given: list[Entity], reason: str) -> None:
    with pytest.raises(BadText) as refused:
        format_text("a😀b", entities=given)

    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (["x"], "Can't parse MessageEntity: expected an Object"),
        ([{"offset": 0, "length": 1}], "Can't parse MessageEntity: Unsupported type specified"),
        ([entity("big", 0, 1)], "Can't parse MessageEntity: Unsupported type specified"),
        ([{"type": "bold", "length": 1}], "Can't parse MessageEntity: Can't find field \"offset\""),
        ([{"type": "bold", "offset": 1}], "Can't parse MessageEntity: Can't find field \"length\""),
        ([entity("bold", -1, 1)], "Receive an entity with incorrect offset -1"),
        ([entity("bold", 0, 2_000_000)], "Receive an entity with incorrect length 2000000"),
        ([entity("text_link", 0, 1)], "Can't parse MessageEntity: Can't find field \"url\""),
    ],
)
def test_entities_that_are_none_are_refused(given: list[object], reason: str) -> None:
    with pytest.raises(BadText) as refused:
        read_entities(given)

    assert str(refused.value) == reason


def test_given_entities_keep_what_telegram_keeps() -> None:
    given = [
        entity("pre", 0, 1, language="py"),
        entity("text_link", 1, 1, url="a.id"),
        entity("text_mention", 2, 1, user={"id": 1001, "first_name": "?"}),
        entity("custom_emoji", 3, 2, custom_emoji_id=5),
        entity("mention", 0, 5),
        entity("bold", 0, 0),
        entity("text_link", 0, 1, url="nowhere"),
        entity("text_mention", 0, 1, user="Budi"),
    ]

    assert read_entities(given) == [
        entity("pre", 0, 1, language="py"),
        entity("text_link", 1, 1, url="http://a.id/"),
        entity("text_mention", 2, 1, user={"id": 1001}),
        entity("custom_emoji", 3, 2, custom_emoji_id="5"),
    ]
    assert read_entities("not a list") == []


def test_an_unknown_parse_mode_is_refused() -> None:
    with pytest.raises(BadText, match="Unsupported parse_mode"):
        format_text("x", "BBCode")
