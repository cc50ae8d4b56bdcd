"""What is put between words arrives whole, however long, and never as HTML of somebody else's."""

from zoneinfo import ZoneInfo

from auto_order.telegram.texts import Html, Words

WORDS = Words("id", timezone=ZoneInfo("Asia/Jakarta"))


def test_a_text_of_any_length_is_inserted_whole() -> None:
    content = "<&>" * 30_000

    said = WORDS("goods-unit", content=content)

    assert said == "<pre>" + "&lt;&amp;&gt;" * 30_000 + "</pre>"
    assert WORDS("goods-unit", content=Html("<b>" * 9_000)) == "<pre>" + "<b>" * 9_000 + "</pre>"


def test_words_are_chosen_by_a_short_text() -> None:
    assert "foto" in WORDS("refusal-not-expected", takes="photo")
