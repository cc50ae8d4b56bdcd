"""MarkdownV2, and the Markdown before it, become entities as in Telegram, or are refused in its words."""

import pytest

from auto_order_sandbox.telegram.entities import BadText, Entity, format_text


def parsed(source: str, mode: str = "MarkdownV2") -> tuple[str, list[Entity]]:
    formatted = format_text(source, mode)
    return formatted.text, formatted.entities


def entity(kind: str, offset: int, length: int, **more: object) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("*bc*", "bold"),
        ("_bc_", "italic"),
        ("__bc__", "underline"),
        ("~bc~", "strikethrough"),
        ("||bc||", "spoiler"),
        ("`bc`", "code"),
        ("```bc```", "pre"),
        ("```\nbc```", "pre"),
    ],
)
def test_a_mark_becomes_an_entity(source: str, kind: str) -> None:
    assert parsed(f"a {source} d") == ("a bc d", [entity(kind, 2, 2)])


def test_marks_with_arguments() -> None:
    assert parsed("[x](https://a.id)")[1] == [entity("text_link", 0, 1, url="https://a.id/")]
    assert parsed(r"[x](https://a.id/\)y)")[1] == [entity("text_link", 0, 1, url="https://a.id/)y")]
    assert parsed("[a\\.id]")[1] == [entity("text_link", 0, 4, url="http://a.id/")]
    assert parsed("[x](tg://user?id=1001)")[1] == [entity("text_mention", 0, 1, user={"id": 1001})]
    assert parsed("![👍](tg://emoji?id=5)")[1] == [entity("custom_emoji", 0, 2, custom_emoji_id="5")]
    assert parsed("```py\r\nx\n```")[1] == [entity("pre", 0, 1, language="py")]


def test_offsets_count_utf16_code_units() -> None:
    assert parsed("😀*é😀*") == ("😀é😀", [entity("bold", 2, 3)])


def test_marks_nest() -> None:
    assert parsed("*b _i __u___ b*")[1] == [
        entity("bold", 0, 2),
        entity("bold", 2, 2),
        entity("italic", 2, 2),
        entity("bold", 4, 3),
        entity("italic", 4, 1),
        entity("underline", 4, 1),
    ]


def test_a_backslash_lets_a_character_stand_for_itself() -> None:
    assert parsed(r"\*a\_b\. \\ \x") == (r"*a_b. \ x", [])
    assert parsed("a\\") == ("a\\", [])
    assert parsed(r"`\`\\`") == ("`\\", [entity("code", 0, 2)])


def test_inside_of_code_only_the_backtick_means_something() -> None:
    assert parsed("`a*b_c.d`") == ("a*b_c.d", [entity("code", 0, 7)])


def test_lines_that_begin_with_an_arrow_are_a_quote() -> None:
    assert parsed(">a\n>b\nc") == ("a\nb\nc", [entity("blockquote", 0, 4)])
    assert parsed("x\n>a") == ("x\na", [entity("blockquote", 2, 1)])
    assert parsed(">*a*\n>b")[1] == [entity("blockquote", 0, 3), entity("bold", 0, 1)]


def test_two_bars_at_its_end_make_a_quote_expandable() -> None:
    assert parsed(">a\n>b||\nc") == ("a\nb\nc", [entity("expandable_blockquote", 0, 4)])
    assert parsed(">a||") == ("a", [entity("expandable_blockquote", 0, 1)])


@pytest.mark.parametrize("character", list("]()>#+-=|{}.!"))
def test_a_reserved_character_must_be_escaped(character: str) -> None:
    with pytest.raises(BadText) as refused:
        parsed(f"a{character}b")

    said = f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
    assert str(refused.value) == f"Can't parse entities: {said}"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("é*x", "Can't find end of Bold entity at byte offset 2"),
        ("_x", "Can't find end of Italic entity at byte offset 0"),
        ("__x_", "Can't find end of Italic entity at byte offset 3"),
        ("~x", "Can't find end of Strikethrough entity at byte offset 0"),
        ("||x", "Can't find end of Spoiler entity at byte offset 0"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
        ("```x", "Can't find end of Pre entity at byte offset 0"),
        ("```py\nx", "Can't find end of PreCode entity at byte offset 0"),
        ("[x", "Can't find end of TextUrl entity at byte offset 0"),
        ("[x](http", "Can't find end of a URL at byte offset 4"),
        ("![x](tg", "Can't find end of a custom emoji URL at byte offset 5"),
        ("![x]", "Custom emoji entity must contain a tg://emoji URL"),
        ("![x](https://a.id)", "Invalid custom emoji URL specified"),
        (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
        (">*a||\nb", "Can't find end of Bold entity at byte offset 1"),
    ],
)
def test_what_cannot_be_parsed_is_refused_with_its_place(source: str, reason: str) -> None:
    with pytest.raises(BadText) as refused:
        parsed(source)

    assert str(refused.value) == f"Can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*b* _i_ `c`", "b i c", [entity("bold", 0, 1), entity("italic", 2, 1), entity("code", 4, 1)]),
        ("```py\nx```", "x", [entity("pre", 0, 1, language="py")]),
        ("```x```", "x", [entity("pre", 0, 1)]),
        ("[x](https://a.id/)", "x", [entity("text_link", 0, 1, url="https://a.id/")]),
        ("[a.id]", "a.id", [entity("text_link", 0, 4, url="http://a.id/")]),
        (r"\*a\_ **", "*a_", []),
        ("*a_b*", "a_b", [entity("bold", 0, 3)]),
        ("1. a-b!", "1. a-b!", []),
    ],
)
def test_the_first_markdown_is_still_understood(source: str, text: str, entities: list[Entity]) -> None:
    assert parsed(source, "Markdown") == (text, entities)


def test_the_first_markdown_says_where_an_entity_has_no_end() -> None:
    with pytest.raises(BadText, match="Can't find end of the entity starting at byte offset 2"):
        parsed("é_b", "markdown")
