"""sendMediaGroup: several files as one album."""

import orjson
import pytest

from tests.sandbox.clients import Bot, Json, Phone
from tests.sandbox.pictures import png


async def file_id(bot: Bot, buyer: Phone, kind: str) -> str:
    sent = await bot.upload(f"send{kind.title()}", {kind: ("x.png", png())}, chat_id=str(buyer.user_id))
    described: Json = sent[kind][-1] if kind == "photo" else sent[kind]
    return str(described["file_id"])


async def refusal(bot: Bot, buyer: Phone, media: object) -> str:
    return await bot.refusal("sendMediaGroup", chat_id=buyer.user_id, media=media)


async def test_an_album_is_one_group_of_messages(bot: Bot, buyer: Phone) -> None:
    photo = await file_id(bot, buyer, "photo")
    media = [
        {"type": "photo", "media": "attach://satu", "caption": "<i>satu</i>", "parse_mode": "HTML"},
        {"type": "photo", "media": photo, "has_spoiler": True},
    ]

    first, second = await bot.upload(
        "sendMediaGroup",
        {"satu": ("satu.png", png(10, 10))},
        chat_id=str(buyer.user_id),
        media=orjson.dumps(media).decode(),
        protect_content="true",
    )

    assert (first["caption"], first["photo"][-1]["width"]) == ("satu", 10)
    assert (second["photo"][-1]["file_id"], second["has_media_spoiler"]) == (photo, True)
    assert first["media_group_id"] == second["media_group_id"]
    assert first["has_protected_content"] is second["has_protected_content"] is True
    assert second["message_id"] == first["message_id"] + 1


async def test_photos_and_videos_may_be_mixed(bot: Bot, buyer: Phone) -> None:
    media = [{"type": kind, "media": await file_id(bot, buyer, kind)} for kind in ("photo", "video")]

    sent = await bot.call("sendMediaGroup", chat_id=buyer.user_id, media=media)

    assert ["photo" in sent[0], "video" in sent[1]] == [True, True]


async def test_an_album_of_one_is_no_group(bot: Bot, buyer: Phone) -> None:
    media = [{"type": "photo", "media": await file_id(bot, buyer, "photo")}]

    (alone,) = await bot.call("sendMediaGroup", chat_id=buyer.user_id, media=media)

    assert "media_group_id" not in alone


@pytest.mark.parametrize(
    ("media", "reason"),
    [
        (None, 'parameter "media" is required'),
        ("[", "can't parse media JSON object"),
        ({}, "expected an Array of InputMedia"),
        ([], "there are no messages to send"),
        ([{"type": "photo", "media": "x"}] * 11, "too many messages to send as an album"),
        ([{"type": "animation", "media": "x"}], 'can\'t parse InputMedia: type "animation" is unsupported'),
        (
            [{"type": "photo", "media": "x"}, {"type": "document", "media": "x"}],
            "document can't be mixed with other media types",
        ),
        (
            [{"type": "audio", "media": "x"}, {"type": "video", "media": "x"}],
            "audio can't be mixed with other media types",
        ),
        (["x"], "can't parse InputMedia: expected an Object"),
    ],
)
async def test_an_album_that_cannot_be_is_refused(bot: Bot, buyer: Phone, media: object, reason: str) -> None:
    assert await refusal(bot, buyer, media) == f"Bad Request: {reason}"


async def test_one_wrong_file_stops_the_whole_album(bot: Bot, buyer: Phone) -> None:
    photo = await file_id(bot, buyer, "photo")
    before = (await buyer.last())["seq"]

    said = await refusal(bot, buyer, [{"type": "photo", "media": photo}, {"type": "photo", "media": "x"}])

    assert said == "Bad Request: wrong file identifier/HTTP URL specified"
    assert (await buyer.last())["seq"] == before
