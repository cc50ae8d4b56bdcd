"""HTML becomes entities as Telegram makes them, or is refused in Telegram's words."""

import pytest

from auto_order_sandbox.telegram.entities import BadText, Entity, format_text

SURROGATES = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)


def parsed(source: str) -> tuple[str, list[Entity]]:
    formatted = format_text(source, "HTML")
    return formatted.text, formatted.entities


def entity(kind: str, offset: int, length: int, **more: object) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
        ("B", "bold"),
    ],
)
def test_a_tag_becomes_an_entity(tag: str, kind: str) -> None:
    assert parsed(f"a <{tag}>bc</{tag}> d") == ("a bc d", [entity(kind, 2, 2)])


def test_tags_with_attributes_become_entities_with_arguments() -> None:
    assert parsed('<a href="https://Example.com">x</a>')[1] == [
        entity("text_link", 0, 1, url="https://example.com/")
    ]
    assert parsed('<a href="tg://user?id=1001">x</a>')[1] == [entity("text_mention", 0, 1, user={"id": 1001})]
    assert parsed('<span class="tg-spoiler">x</span>')[1] == [entity("spoiler", 0, 1)]
    assert parsed('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>')[1] == [
        entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")
    ]
    assert parsed("<blockquote expandable>x</blockquote>")[1] == [entity("expandable_blockquote", 0, 1)]
    assert parsed("<blockquote expandable=1 >x</blockquote >")[1] == [entity("expandable_blockquote", 0, 1)]


def test_code_with_a_language_inside_of_pre_is_one_block() -> None:
    block = [entity("pre", 0, 1, language="python")]

    assert parsed('<pre><code class="language-python">x</code></pre>')[1] == block
    assert parsed('<code class="language-python"><pre>x</pre></code>')[1] == block
    assert parsed('<code class="language-python">x</code>')[1] == [entity("code", 0, 1)]


def test_offsets_count_utf16_code_units() -> None:
    assert parsed("😀<b>é😀</b>") == ("😀é😀", [entity("bold", 2, 3)])


def test_character_references_are_resolved() -> None:
    source = "&lt;b&gt; &amp;amp; &quot;x&quot; &#65;&#x1F600; &nbsp; & &#0; &#xffffffffff; &ltx &lt x"

    text, _ = parsed(source)

    assert text == '<b> &amp; "x" A😀 &nbsp; & &#0; &#xffffffffff; &ltx < x'


def test_a_link_without_an_address_is_its_own() -> None:
    assert parsed("<a>example.com</a>")[1] == [entity("text_link", 0, 11, url="http://example.com/")]


def test_a_link_that_is_none_is_left_out() -> None:
    assert parsed('<a href="nothing">x</a>') == ("x", [])
    assert parsed('<a href="javascript://a.b">x</a>') == ("x", [])


def test_references_in_attributes_are_resolved() -> None:
    (link,) = parsed('<a href="https://a.id/?x=1&amp;y=2">x</a>')[1]

    assert link["url"] == "https://a.id/?x=1&y=2"


def test_what_is_empty_inside_is_no_entity() -> None:
    assert parsed("a<b></b>b") == ("ab", [])


def test_an_end_tag_without_a_name_ends_what_is_open() -> None:
    assert parsed("<b>x</>") == ("x", [entity("bold", 0, 1)])


def test_bold_is_cut_where_another_entity_begins_in_it() -> None:
    assert parsed("<b>bold <i>both</i> bold</b>")[1] == [
        entity("bold", 0, 5),
        entity("bold", 5, 9),
        entity("italic", 5, 4),
    ]


def test_code_holds_nothing_else() -> None:
    assert parsed("<b>a <code>x</code> b</b>")[1] == [
        entity("bold", 0, 2),
        entity("code", 2, 1),
        entity("bold", 3, 2),
    ]
    assert parsed("<code><b>x</b></code>")[1] == [entity("code", 0, 1)]


def test_touching_stretches_of_one_style_are_one() -> None:
    assert parsed("<b>a</b><b>b</b>")[1] == [entity("bold", 0, 2)]


def test_a_link_inside_of_a_link_is_dropped() -> None:
    (link,) = parsed('<a href="https://a.id/">x <a href="https://b.id/">y</a></a>')[1]

    assert link["url"] == "https://a.id/"


def test_a_quote_may_hold_a_link_and_styles() -> None:
    source = '<blockquote>q <a href="https://a.id/x">l</a> <b>b</b></blockquote>'

    kinds = [one["type"] for one in parsed(source)[1]]

    assert kinds == ["blockquote", "text_link", "bold"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("x <br/> y", 'Unsupported start tag "br/" at byte offset 2'),
        ("é <foo>x</foo>", 'Unsupported start tag "foo" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</b x>", "Unclosed end tag at byte offset 4"),
        ("<a >x</a", "Unclosed end tag at byte offset 5"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ('<a href="x"', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ('<a "x">z</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<span class="x">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">👍</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("<tg-emoji>👍</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("&#xD83D;", SURROGATES),
    ],
)
def test_what_cannot_be_parsed_is_refused_with_its_place(source: str, reason: str) -> None:
    with pytest.raises(BadText) as refused:
        parsed(source)

    assert str(refused.value) == f"Can't parse entities: {reason}"
