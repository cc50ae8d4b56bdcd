"""The menu 🛠 Respon Bot."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from auto_order.telegram.callbacks import RowKey


class Language(StrEnum):
    """The languages in which a message may be worded."""

    INDONESIAN = "id"
    ENGLISH = "en"


class ShowTemplates(CallbackData, prefix="R"):
    """Show the messages that may be worded anew."""

    language: Language = Language.INDONESIAN


class ManageTemplate(CallbackData, prefix="Rq"):
    """Show one message with what can be done to it."""

    language: Language
    name: str


class WordAnew(CallbackData, prefix="Re"):
    """Ask for another wording or picture."""

    language: Language
    name: str


class TakePictureOff(CallbackData, prefix="Rx"):
    """Show the message without its picture from now on."""

    language: Language
    name: str


class PreviewTemplate(CallbackData, prefix="Rp"):
    """Show a message as buyers see it, with made-up facts."""

    language: Language
    name: str


class ShowVersions(CallbackData, prefix="Rh"):
    """Show how a message was worded before."""

    language: Language
    name: str


class RestoreVersion(CallbackData, prefix="Rr"):
    """Word a message as it was before."""

    version: RowKey


class UseDefault(CallbackData, prefix="Rd"):
    """Word a message as the shop comes with it."""

    language: Language
    name: str
