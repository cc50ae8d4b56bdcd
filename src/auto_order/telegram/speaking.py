"""Everything through which a shop speaks to people by Telegram, put together."""

from typing import NamedTuple

from aiogram import Bot

from auto_order.telegram.files import TelegramFiles
from auto_order.telegram.mailer import TelegramMailer
from auto_order.telegram.notifier import TelegramNotifier
from auto_order.telegram.wordings import WordedTexts


class Speakers(NamedTuple):
    """The ways to people: to everybody, to the owners, to many at once, and to the files that they sent."""

    notifier: TelegramNotifier
    owner_notifier: TelegramNotifier
    mailer: TelegramMailer
    files: TelegramFiles


def build_speakers(bot: Bot, owner_bot: Bot, texts: WordedTexts, *, protects_goods: bool) -> Speakers:
    """Make them. ``protects_goods`` keeps goods from being forwarded."""
    return Speakers(
        TelegramNotifier(bot, texts, protects_goods=protects_goods),
        TelegramNotifier(owner_bot, texts, protects_goods=False),
        TelegramMailer(bot),
        TelegramFiles(bot),
    )
