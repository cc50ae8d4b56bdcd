"""sendMessage, and what else sends no file."""

from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.methods.results import Written
from auto_order_sandbox.telegram.sending import send
from auto_order_sandbox.telegram.texts import read_link_preview, read_text

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "record_audio",
    "upload_audio",
    "upload_document",
    "choose_sticker",
    "find_location",
    "pick_up_location",
    "record_video_note",
    "upload_video_note",
    "cancel",
}


def send_message(call: Call) -> Written:
    """https://core.telegram.org/bots/api#sendmessage."""
    content = {**read_text(call.args, call.world.people), **read_link_preview(call.args)}
    return Written(send(call, content).body)


def send_contact(call: Call) -> Written:
    """https://core.telegram.org/bots/api#sendcontact."""
    contact = {name: call.args.required(name) for name in ("phone_number", "first_name")}
    contact.update({name: call.args.text(name) for name in ("last_name", "vcard") if call.args.has(name)})
    return Written(send(call, {"contact": contact}).body)


def send_location(call: Call) -> Written:
    """https://core.telegram.org/bots/api#sendlocation."""
    location = {name: _coordinate(call, name) for name in ("latitude", "longitude")}
    return Written(send(call, {"location": location}).body)


def _coordinate(call: Call, name: str) -> float:
    if not call.args.has(name):
        raise bad_request(f"{name} is empty")
    try:
        return float(call.args.text(name))
    except ValueError as error:
        raise bad_request(f"wrong {name} specified") from error


def send_chat_action(call: Call) -> bool:
    """https://core.telegram.org/bots/api#sendchataction."""
    action = call.args.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = call.get_open_chat()
    call.world.tell("typing", call.bot, chat, {"action": action})
    return True
