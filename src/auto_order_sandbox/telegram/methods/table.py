"""Which methods there are. Telegram does not mind capital letters, so they are looked up in small ones."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import iscoroutinefunction

from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.media_kinds import KINDS
from auto_order_sandbox.telegram.methods import (
    answers,
    chats,
    copying,
    deleting,
    editing,
    files,
    messages,
    payments,
    profile,
    profile_photo,
    updates,
)

Method = Callable[[Call], object]


@dataclass(frozen=True, slots=True)
class NamedMethod:
    """A method, and its name as it is written in the documentation."""

    name: str
    carry_out: Method
    is_waiting: bool  # gives something to be awaited


def _camel(name: str) -> str:
    return "".join(word.title() for word in name.split("_"))


_METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "logOut": profile.log_out,
    "close": profile.close,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": messages.send_message,
    "sendContact": messages.send_contact,
    "sendLocation": messages.send_location,
    "sendChatAction": messages.send_chat_action,
    **{f"send{_camel(kind)}": files.sender_of(kind) for kind in KINDS},
    "sendMediaGroup": files.send_media_group,
    "getFile": files.get_file,
    "copyMessage": copying.copy_message,
    "copyMessages": copying.copy_messages,
    "forwardMessage": copying.forward_message,
    "forwardMessages": copying.forward_messages,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": deleting.delete_message,
    "deleteMessages": deleting.delete_messages,
    "answerCallbackQuery": answers.answer_callback_query,
    "answerInlineQuery": answers.answer_inline_query,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatMemberCount": chats.get_chat_member_count,
    "getChatAdministrators": chats.get_chat_administrators,
    "getUserProfilePhotos": chats.get_user_profile_photos,
    "setMessageReaction": chats.set_message_reaction,
    "pinChatMessage": chats.pin_chat_message,
    "unpinChatMessage": chats.unpin_chat_message,
    "unpinAllChatMessages": chats.unpin_all_chat_messages,
    **{f"setMy{_camel(field)}": profile.setter_of(field) for field in profile.LONGEST},
    **{f"getMy{_camel(field)}": profile.getter_of(field) for field in profile.LONGEST},
    "setMyProfilePhoto": profile_photo.set_my_profile_photo,
    "removeMyProfilePhoto": profile_photo.remove_my_profile_photo,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyDefaultAdministratorRights": profile.set_my_rights,
    "getMyDefaultAdministratorRights": profile.get_my_rights,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "sendInvoice": payments.send_invoice,
    "createInvoiceLink": payments.create_invoice_link,
    "answerPreCheckoutQuery": payments.answer_pre_checkout_query,
    "refundStarPayment": payments.refund_star_payment,
    "getStarTransactions": payments.get_star_transactions,
    "getMyStarBalance": payments.get_my_star_balance,
}
METHODS = {
    name.lower(): NamedMethod(name, method, iscoroutinefunction(method)) for name, method in _METHODS.items()
}
