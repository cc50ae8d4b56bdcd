"""setMyProfilePhoto and removeMyProfilePhoto: a photo for getUserProfilePhotos and the control API."""

from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import bad_request
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.media import store

# What a kind of profile photo keeps its file in, and what kind of file that is.
_KINDS = {"static": ("photo", "photo"), "animated": ("animation", "animation")}


def set_my_profile_photo(call: Call) -> bool:
    """https://core.telegram.org/bots/api#setmyprofilephoto. Only an upload will do, no file sent before."""
    given = call.args.content("photo", "Can't parse input profile photo JSON object")
    if given is None:
        raise bad_request('Parameter "photo" is required')
    if not isinstance(given, dict):
        raise bad_request("Can't parse InputProfilePhoto: expected an Object")
    field, kind = _read_kind(given)
    upload = call.args.files.get(str(given.get(field, "")).removeprefix("attach://"))
    if upload is None:
        raise bad_request(f"There is no {field} in the request")
    call.bot.photo = store(call.world, call.bot, upload, kind)
    call.world.tell_bot(call.bot)
    return True


def _read_kind(given: Json) -> tuple[str, str]:
    found = _KINDS.get(str(given.get("type")))
    if found is None:
        raise bad_request("Can't parse InputProfilePhoto: invalid type specified")
    return found


def remove_my_profile_photo(call: Call) -> bool:
    """https://core.telegram.org/bots/api#removemyprofilephoto."""
    call.bot.photo = None
    call.world.tell_bot(call.bot)
    return True
