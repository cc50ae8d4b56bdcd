"""What a bot says about itself: name, descriptions, commands, menu button, rights."""

import orjson
import pytest

from tests.sandbox.clients import Bot, Json, Phone
from tests.sandbox.pictures import png

START = {"command": "start", "description": "Mulai"}
HELP = {"command": "help", "description": "Bantuan"}


async def test_a_bot_knows_who_it_is(bot: Bot) -> None:
    me = await bot.call("getMe")

    assert (me["id"], me["is_bot"], me["username"]) == (42, True, "sandbox_42_bot")
    assert me["supports_inline_queries"] is True


@pytest.mark.parametrize("field", ["name", "description", "short_description"])
async def test_each_language_may_have_its_own_text(bot: Bot, field: str) -> None:
    method = "My" + "".join(word.title() for word in field.split("_"))
    await bot.call(f"set{method}", **{field: "untuk semua"})
    await bot.call(f"set{method}", **{field: "for the English"}, language_code="en")

    async def told(**parameters: str) -> str:
        return str((await bot.call(f"get{method}", **parameters))[field])

    assert await told() == await told(language_code="id") == "untuk semua"
    assert await told(language_code="en") == "for the English"
    await bot.call(f"set{method}", language_code="en")
    assert await told(language_code="en") == "untuk semua"


async def test_a_bot_that_has_no_name_of_its_own_has_one_all_the_same(bot: Bot) -> None:
    assert await bot.call("getMyName") == {"name": "Sandbox Bot 42"}
    await bot.call("setMyName", name="Toko Budi")

    assert (await bot.call("getMe"))["first_name"] == "Toko Budi"


@pytest.mark.parametrize(
    ("method", "parameters", "reason"),
    [
        ("setMyName", {"name": "x" * 65}, "BOT_NAME_TOO_LONG"),
        ("setMyDescription", {"description": "x" * 513}, "BOT_DESCRIPTION_TOO_LONG"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "BOT_SHORT_DESCRIPTION_TOO_LONG"),
        ("setMyName", {"name": "x", "language_code": "Indonesia"}, "LANG_CODE_INVALID"),
        ("setMyCommands", {}, "expected an Array of BotCommand"),
        ("setMyCommands", {"commands": "["}, "can't parse commands JSON object"),
        ("setMyCommands", {"commands": [START] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [7]}, "can't parse BotCommand: expected an Object"),
        (
            "setMyCommands",
            {"commands": [{"command": "x"}]},
            "can't parse BotCommand: Can't find field \"description\"",
        ),
        ("setMyCommands", {"commands": [{**START, "command": "Mulai!"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{**START, "description": " "}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        (
            "getMyCommands",
            {"scope": [1]},
            "can't parse BotCommandScope: BotCommandScope must be an Object",
        ),
        (
            "getMyCommands",
            {"scope": {"type": "all"}},
            "can't parse BotCommandScope: unsupported type specified",
        ),
        (
            "getMyCommands",
            {"scope": {"type": "chat_member", "chat_id": 1001}},
            "can't parse BotCommandScope: Can't find field \"user_id\"",
        ),
        ("getMyCommands", {"scope": {"type": "chat", "chat_id": 1002}}, "chat not found"),
        ("setChatMenuButton", {"menu_button": 7}, "can't parse MenuButton: MenuButton has unsupported type"),
        (
            "setChatMenuButton",
            {"menu_button": {"type": "round"}},
            "can't parse MenuButton: MenuButton has unsupported type",
        ),
        (
            "setChatMenuButton",
            {"menu_button": {"type": "web_app", "web_app": {"url": "https://toko.id"}}},
            "can't parse MenuButton: Can't find field \"text\"",
        ),
        (
            "setChatMenuButton",
            {"menu_button": {"type": "web_app", "text": "Toko"}},
            "can't parse MenuButton: Can't find field \"url\"",
        ),
        (
            "setChatMenuButton",
            {"menu_button": {"type": "web_app", "text": "Toko", "web_app": {"url": "http://toko.id"}}},
            "menu button Web App URL 'http://toko.id' is invalid: Only HTTPS links are allowed",
        ),
        ("setChatMenuButton", {"chat_id": 1002}, "chat not found"),
        ("setMyProfilePhoto", {}, 'parameter "photo" is required'),
        ("setMyProfilePhoto", {"photo": 7}, "can't parse InputProfilePhoto: expected an Object"),
        (
            "setMyProfilePhoto",
            {"photo": {"type": "round"}},
            "can't parse InputProfilePhoto: invalid type specified",
        ),
        (
            "setMyProfilePhoto",
            {"photo": {"type": "static", "photo": "attach://x"}},
            "there is no photo in the request",
        ),
        ("setMyDefaultAdministratorRights", {"rights": 7}, "object expected as administrator rights"),
    ],
)
@pytest.mark.usefixtures("buyer")
async def test_what_cannot_be_said_is_refused(bot: Bot, method: str, parameters: Json, reason: str) -> None:
    assert await bot.refusal(method, **parameters) == f"Bad Request: {reason}"


async def test_commands_are_kept_by_scope_and_language(bot: Bot, buyer: Phone) -> None:
    in_chat = {"scope": {"type": "chat", "chat_id": str(buyer.user_id)}}
    await bot.call("setMyCommands", commands=[{**START, "command": "/start"}, HELP])
    await bot.call("setMyCommands", commands=[HELP], language_code="id", **in_chat)

    assert await bot.call("getMyCommands") == [START, HELP]
    assert await bot.call("getMyCommands", language_code="id", **in_chat) == [HELP]
    assert await bot.call("getMyCommands", **in_chat) == []
    await bot.call("deleteMyCommands")
    assert await bot.call("getMyCommands") == []


async def test_a_person_sees_the_narrowest_commands(bot: Bot, buyer: Phone) -> None:
    async def seen() -> list[Json]:
        commands: list[Json] = (await buyer.ask("GET", buyer.chat))["commands"]
        return commands

    assert await seen() == []
    await bot.call("setMyCommands", commands=[START, HELP])
    assert await seen() == [START, HELP]
    await bot.call("setMyCommands", commands=[HELP], scope={"type": "all_private_chats"}, language_code="id")
    assert await seen() == [HELP]
    await bot.call("setMyCommands", commands=[START], scope={"type": "chat", "chat_id": buyer.user_id})
    assert await seen() == [START]


async def test_a_person_sees_the_descriptions_in_their_language(bot: Bot, buyer: Phone) -> None:
    await bot.call("setMyDescription", description="A shop")
    await bot.call("setMyDescription", description="Sebuah toko", language_code="id")
    await bot.call("setMyShortDescription", short_description="Shop")

    chat = await buyer.ask("GET", buyer.chat)

    assert (chat["description"], chat["short_description"]) == ("Sebuah toko", "Shop")


async def test_a_menu_button_is_set_for_all_or_for_one_chat(bot: Bot, buyer: Phone) -> None:
    shop = {"type": "web_app", "text": "Toko", "web_app": {"url": "https://toko.id"}}
    assert await bot.call("getChatMenuButton") == {"type": "commands"}

    await bot.call("setChatMenuButton", chat_id=buyer.user_id, menu_button=shop)

    assert await bot.call("getChatMenuButton", chat_id=buyer.user_id) == shop
    assert (await buyer.ask("GET", buyer.chat))["menu_button"] == shop
    assert await bot.call("getChatMenuButton") == {"type": "commands"}
    await bot.call("setChatMenuButton", chat_id=buyer.user_id, menu_button={"type": "default"})
    assert await bot.call("getChatMenuButton", chat_id=buyer.user_id) == {"type": "commands"}


async def test_a_bot_may_have_a_photo_of_itself(bot: Bot, buyer: Phone) -> None:
    photo = orjson.dumps({"type": "static", "photo": "attach://muka"}).decode()

    await bot.upload("setMyProfilePhoto", {"muka": ("muka.png", png(64, 64))}, photo=photo)

    found = await bot.call("getUserProfilePhotos", user_id=42)
    (size,) = found["photos"][0]
    assert (found["total_count"], size["width"], size["height"]) == (1, 64, 64)
    (shown,) = (await buyer.ask("GET", "/state"))["bots"]
    assert shown["photo"] == size["file_id"]
    await bot.call("removeMyProfilePhoto")
    assert (await bot.call("getUserProfilePhotos", user_id=42))["photos"] == []


async def test_the_rights_a_bot_asks_for_are_kept(bot: Bot) -> None:
    assert (await bot.call("getMyDefaultAdministratorRights"))["can_delete_messages"] is False

    await bot.call("setMyDefaultAdministratorRights", rights={"can_delete_messages": True})

    assert (await bot.call("getMyDefaultAdministratorRights"))["can_delete_messages"] is True
    channel = await bot.call("getMyDefaultAdministratorRights", for_channels=True)
    assert channel["can_delete_messages"] is False


@pytest.mark.parametrize("method", ["logOut", "close"])
async def test_a_bot_may_say_goodbye_and_come_back(bot: Bot, method: str) -> None:
    assert await bot.call(method) is True
    assert (await bot.call("getMe"))["id"] == 42
