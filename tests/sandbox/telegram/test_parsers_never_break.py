"""Whatever text comes: the parsers refuse it or give entities that fit it, and what they write they read."""

from hypothesis import given, settings
from hypothesis import strategies as st

from auto_order_sandbox.telegram.entities import BadText, Entity, Formatted, format_text
from auto_order_sandbox.telegram.entities.text import utf16_length

MODES = ("HTML", "MarkdownV2", "Markdown", "")
# Texts made of what means something to one of the parsers, so that most of them nearly parse.
PIECES = [
    *("<b>", "</b>", "<i>", "</i>", "<a href='a.id'>", "</a>", "<code>", "</code>", "<pre>", "</pre>"),
    *("<blockquote>", "</blockquote>", "&lt;", "&", "😀", "é", " ", "\n", "\r", "a.id", "@budi", "x", "\\"),
    *("*", "_", "__", "~", "||", "`", "```", "[", "](a.id)", "![", "](tg://emoji?id=1)", ">", "\n>", "||\n"),
]

anything = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
nearly_right = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
places = st.integers(0, 12)
given_entities = st.lists(
    st.builds(
        lambda kind, offset, length: {"type": kind, "offset": offset, "length": length},
        st.sampled_from(["bold", "italic", "underline", "code", "pre", "blockquote", "spoiler"]),
        places,
        places.filter(bool),
    ),
    max_size=6,
)


def check_fits(formatted: Formatted) -> None:
    """Every entity lies within the text, has a length, and crosses no other; code holds nothing."""
    end = utf16_length(formatted.text)
    assert formatted.text == formatted.text.rstrip(" \n")
    open_until: list[Entity] = []
    for entity in formatted.entities:
        first, last = entity["offset"], entity["offset"] + entity["length"]
        assert 0 <= first < last <= end
        while open_until and first >= open_until[-1]["offset"] + open_until[-1]["length"]:
            open_until.pop()
        if open_until:
            outer = open_until[-1]
            assert outer["type"] not in ("code", "pre")
        open_until.append(entity)


@given(source=st.one_of(anything, nearly_right), mode=st.sampled_from(MODES))
@settings(max_examples=600, deadline=None)
def test_a_text_is_parsed_or_refused_and_entities_fit(source: str, mode: str) -> None:
    try:
        formatted = format_text(source, mode)
    except BadText:
        return

    check_fits(formatted)


@given(text=anything, entities=given_entities)
@settings(max_examples=400, deadline=None)
def test_given_entities_fit_or_are_refused(text: str, entities: list[Entity]) -> None:
    try:
        formatted = format_text(text, entities=entities)
    except BadText:
        return

    check_fits(formatted)


@given(text=anything)
@settings(max_examples=300, deadline=None)
def test_escaped_text_comes_through_as_it_was(text: str) -> None:
    plain = format_text(text)
    html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    markdown = "".join(f"\\{c}" if c in "_*[]()~`>#+-=|{}.!\\" else c for c in text)

    assert format_text(html, "HTML") == plain
    assert format_text(markdown, "MarkdownV2") == plain


SIGNS = {
    "bold": ("b", "*"),
    "italic": ("i", "_"),
    "strikethrough": ("s", "~"),
    "spoiler": ("tg-spoiler", "||"),
}
words = st.text(alphabet="abc😀é", min_size=1, max_size=5)


@given(pieces=st.lists(st.tuples(st.sampled_from(["", *SIGNS]), words), min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_what_is_written_with_marks_is_read_back(pieces: list[tuple[str, str]]) -> None:
    html = " ".join(_marked(kind, word, 0) for kind, word in pieces)
    markdown = " ".join(_marked(kind, word, 1) for kind, word in pieces)
    expected, at = [], 0
    for kind, word in pieces:
        if kind:
            expected.append({"type": kind, "offset": at, "length": utf16_length(word)})
        at += utf16_length(word) + 1

    assert format_text(html, "HTML") == Formatted(" ".join(word for _, word in pieces), expected)
    assert format_text(markdown, "MarkdownV2") == format_text(html, "HTML")


def _marked(kind: str, word: str, mode: int) -> str:
    if not kind:
        return word
    tag, sign = SIGNS[kind]
    return f"{sign}{word}{sign}" if mode else f"<{tag}>{word}</{tag}>"
