### Words of the menu 🛠 Bot Replies.

admin-templates = 🛠 Bot Replies

button-other-language = Other language
button-word-anew = ✏️ Change
button-preview = 👀 Preview
button-history = 🕑 History
button-take-picture-off = 🖼 Take Photo Off
button-use-default = ↩️ Back to Default
button-restore-version = ↩️ Use number { $number } again
templates-admin =
    🛠 <b>Bot Replies</b> { $flag }

    Choose the message to put in your own words. A ✏️ marks what you have changed.
template-start = 👋 Welcome
template-how-to = 📘 How to Order
template-terms = 📜 Terms
template-support = 👨‍💼 Customer Service
template-goods-header = 📦 Order Delivered
template-wallet-paid = 💼 Paid by Wallet
template-topped-up = 💰 Deposit Arrived
template-closed-expired = ⌛ Expired
template-closed-canceled = ❌ Cancelled
template-credited = 💰 Now Balance
template-admin =
    🛠 <b>{ $title }</b> { $flag } · { $state }

    🖼 Photo: { $picture }
    🔤 May mention: { $mentions }

    As it is written now:
    <pre>{ $text }</pre>
template-own = ✏️ your words
template-default = default
template-picture-only = photo only
template-ask =
    ✏️ Type the new message for <b>{ $title }</b>. Bold, italics and links are kept.

    It may mention: { $mentions }
template-ask-or-photo =
    ✏️ Type the new message for <b>{ $title }</b>, or send a photo, with a caption if you like. Bold, italics and links are kept.

    It may mention: { $mentions }
template-versions = 🕑 <b>History of { $title }</b>, the latest first
template-no-versions = Never changed.
version-line = { $number }. { $at } — { $what }
mention = <code>{"{"}{ $name }{"}"}</code>
mention-name = name
mention-shop = shop
mention-customers = customers
mention-sales = sales
mention-contact = contact
mention-number = number
mention-amount = amount
mention-total = total
mention-balance = balance

refusal-template-unknown = This message was not found.
refusal-picture-not-shown = ⚠️ This message is text only, without a photo. Please type the text.
refusal-template-too-long = ⚠️ Too long: at most { $most } characters. Please shorten it.
refusal-placeholder-unknown = ⚠️ This message cannot mention { $placeholder }. Use what is on the list, or take the braces away.
