"""What a seller may write in place of the shop's own words."""

from zoneinfo import ZoneInfo

import pytest

from auto_order.telegram.screens.admin import templates as screens
from auto_order.telegram.texts import LANGUAGES, Texts
from auto_order.templates import rules
from auto_order.templates.models import Own
from auto_order.templates.rules import (
    MENTIONS,
    PictureNotShown,
    PlaceholderUnknown,
    TemplateTooLong,
    TemplateUnknown,
)
from auto_order.templates.service import Place


@pytest.fixture
def texts() -> Texts:
    return Texts(timezone=ZoneInfo("Asia/Jakarta"), default="id")


def test_placeholders_are_kept_by_their_own_names() -> None:
    kept = rules.check("start", "Halo {nama}, ini { TOKO } dan {shop}", None)

    assert kept == "Halo {name}, ini {shop} dan {shop}"


@pytest.mark.parametrize("text", ["Halo {saldo}", "{}", "{name.__class__}", "{0}", "{ apa saja }"])
def test_what_a_message_cannot_mention_is_refused(text: str) -> None:
    with pytest.raises(PlaceholderUnknown):
        rules.check("start", text, None)


def test_what_telegram_would_not_take_is_refused() -> None:
    with pytest.raises(TemplateTooLong):
        rules.check("start", "x" * 1000, "a-photo")
    with pytest.raises(TemplateTooLong):
        rules.check("start", "x" * 4000, None)
    with pytest.raises(PictureNotShown):
        rules.check("topped-up", None, "a-photo")
    with pytest.raises(TemplateUnknown):
        rules.check_name("invoice")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MENTIONS)
def test_a_message_mentions_what_the_shop_says_in_it(texts: Texts, language: str, name: str) -> None:
    """Saying it with exactly these facts raises where one is missing, and shows each that there is."""
    facts = {mention: f"<{mention}>" for mention in MENTIONS[name]}

    said = texts[language].say_default(name, **facts)

    assert all(f"&lt;{mention}&gt;" in said for mention in MENTIONS[name])


def test_the_longest_own_words_are_shown_to_their_seller(texts: Texts) -> None:
    place, own = Place("id", "how-to"), Own("<b>" + "&amp;" * 690, None)
    rules.check(place.name, own.text, own.photo)

    screen = screens.template(place, own, texts["id"], texts["id"])

    assert len(screen.text) < 20_000
    assert screen.text.count("&amp;amp;") == (2_000 - 3) // 5


def test_own_words_are_said_with_every_value_escaped(texts: Texts) -> None:
    own = Own("<b>{name}</b> {customers} {unknown}", None)
    texts.reword({Place("id", "start"): own})

    said = texts["id"]("start", name="<i>", shop="x", customers=1234, sales=1)

    assert said == "<b>&lt;i&gt;</b> 1.234 {unknown}"
    assert "welcome" in texts["en"]("start", name="a", shop="b", customers=1, sales=2).lower()
    texts.reword({})
    assert "selamat datang" in texts["id"]("start", name="a", shop="b", customers=1, sales=2)
