### About the buyer, and where to ask.

button-support = 👨‍💼 Customer Service
button-chat-support = 💬 Contact Now
button-edit-display-name = ✏️ Change Name
button-edit-whatsapp = 📱 WhatsApp
button-clear-profile = 🗑 Leave Empty

information =
    ℹ️ <b>Information</b>

    👤 Name: { $name }
    📱 WhatsApp: { $whatsapp }
    🆔 ID: <code>{ $id }</code>
    💼 Balance: <b>{ $balance }</b>
    🌐 Language: English

    🧾 <b>Latest orders</b>
    { $latest }
information-order = • <code>{ $order }</code> · { $total } · { $status }
information-no-orders = None yet. Pick something you like.
profile-nothing = not given
profile-changed = ✅ Saved.
profile-ask-name =
    ✏️ What shall we call you? Type your name, 3 to 32 characters.

    Now: { $was }
    Example: <code>Budi Santoso</code>
profile-ask-whatsapp =
    📱 Type your WhatsApp number, 9 to 15 digits. The seller uses it only if there is trouble with your order.

    Now: { $was }
    Example: <code>081234567890</code>
refusal-bad-profile =
    { $field ->
        [display_name] ⚠️ A name has 3 to 32 characters on one line. Example: <code>Budi Santoso</code>
       *[whatsapp] ⚠️ A WhatsApp number has 9 to 15 digits. Example: <code>081234567890</code>
    }

support =
    👨‍💼 <b>Customer Service</b>

    Something wrong? Contact { $contact } and include your invoice number, so that we can help quickly.
support-none =
    👨‍💼 <b>Customer Service</b>

    Something wrong? Write to the seller of this shop and include your invoice number, so that we can help quickly.
