"""getUpdates, setWebhook, deleteWebhook, getWebhookInfo: the two ways in which a bot learns what happened."""

from auto_order_sandbox.telegram.call import Call
from auto_order_sandbox.telegram.errors import conflict
from auto_order_sandbox.telegram.json_types import Json
from auto_order_sandbox.telegram.methods.results import Described, Written
from auto_order_sandbox.telegram.webhook import Webhook
from auto_order_sandbox.telegram.webhook_settings import WebhookSettings, read_settings

LONGEST_POLL = 50  # seconds
MOST_AT_ONCE = 100


async def get_updates(call: Call) -> Written:
    """https://core.telegram.org/bots/api#getupdates."""
    if call.bot.id in call.world.webhooks:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    updates, args = call.bot.updates, call.args
    limit = args.number("limit", MOST_AT_ONCE, least=1, most=MOST_AT_ONCE)
    timeout = args.number("timeout", least=0, most=LONGEST_POLL)
    _allow(call)
    updates.end_poll("other getUpdates request; make sure that only one bot instance is running")
    updates.confirm(args.number("offset"))
    found = updates.list_pending(limit)
    if not found and timeout:
        await updates.wait(timeout)
        found = updates.list_pending(limit)
    return Written(b"[" + b",".join([update.body for update in found]) + b"]")


def _allow(call: Call) -> None:
    """Change the kinds of updates that come in, if the call names any; otherwise they stay."""
    kinds = call.args.content("allowed_updates", "Can't parse allowed_updates JSON object")
    if isinstance(kinds, list):
        call.bot.updates.allow(str(kind) for kind in kinds)


def set_webhook(call: Call) -> Described:
    """https://core.telegram.org/bots/api#setwebhook. Any address that can be reached, also plain HTTP."""
    if not call.args.text("url"):
        return delete_webhook(call)
    settings = read_settings(call.args)
    if call.args.flag("drop_pending_updates"):
        call.bot.updates.clear()
    _allow(call)
    present = call.world.webhooks.get(call.bot.id)
    if present is not None and present.settings == settings:
        return Described(result=True, description="Webhook is already set")
    call.bot.updates.end_poll("setWebhook request")
    _replace(call, settings)
    return Described(result=True, description="Webhook was set")


def delete_webhook(call: Call) -> Described:
    """https://core.telegram.org/bots/api#deletewebhook."""
    if call.args.flag("drop_pending_updates"):
        call.bot.updates.clear()
    is_set = call.bot.id in call.world.webhooks
    _replace(call, None)
    return Described(result=True, description=f"Webhook {'was' if is_set else 'is already'} deleted")


def _replace(call: Call, settings: WebhookSettings | None) -> None:
    world, bot = call.world, call.bot
    if bot.id in world.webhooks:
        world.webhooks.pop(bot.id).stop()
    if settings is not None:
        world.webhooks[bot.id] = Webhook(world.box, bot, settings, world.carry_out)
        world.webhooks[bot.id].start()


def get_webhook_info(call: Call) -> Json:
    """https://core.telegram.org/bots/api#getwebhookinfo."""
    pending = {"pending_update_count": len(call.bot.updates.list_pending())}
    updates = call.bot.updates
    allowed = {"allowed_updates": sorted(updates.wanted)} if updates.wanted else {}
    webhook = call.world.webhooks.get(call.bot.id)
    info = webhook.as_info() if webhook else {"url": "", "has_custom_certificate": False}
    return {**info, **pending, **allowed}
