"""The kinds of updates there are. https://core.telegram.org/bots/api#update."""

_ROWS = (
    "message edited_message channel_post edited_channel_post",
    "business_connection business_message edited_business_message deleted_business_messages",
    "message_reaction message_reaction_count poll poll_answer",
    "inline_query chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media",
    "my_chat_member chat_member chat_join_request chat_boost removed_chat_boost",
    "guest_message managed_bot stopped_message_generation subscription",
)
KINDS = frozenset(kind for row in _ROWS for kind in row.split())

# Kinds that come only to bots that ask for them by name.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
