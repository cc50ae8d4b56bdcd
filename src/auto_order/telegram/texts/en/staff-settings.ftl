### Words of the menu ⚙️ Shop.

admin-settings = ⚙️ Shop
button-shop-name = 🏪 Shop Name
button-support-contact = 👨‍💼 Support Contact
button-invoice-minutes = ⏰ Time to Pay
button-low-stock-at = 📉 Low Stock
button-hours = 🕘 Hours
button-languages = 🌐 Languages
button-takes-qris = QRIS
button-takes-wallet = Balance
button-takes-transfers = Transfer
button-open-shop = 🟢 Open the Shop
button-close-shop = 🔴 Close the Shop
all-day = all day
shop-is-open = 🟢 open
shop-is-closed = 🔴 closed
choices =
    ⚙️ <b>Shop</b> · { $state }

    🏪 Name: <b>{ $name }</b>
    👨‍💼 Support contact: { $contact }
    🕘 Hours: { $hours }
    ⏰ Time to pay by QRIS: { $minutes } minutes
    📉 Tell me when so few are left: { $low }
    🌐 Languages: { $languages }

    Tick the ways to pay that you take.
choice-ask =
    Now: { $was }

    { $question }
ask-shop-name = 🏪 Type the name of the shop, at most 64 characters. Example: <code>Rina's Shop</code>
ask-support-contact = 👨‍💼 Type whom to ask for help. Example: <code>@rinas_shop_help</code>
ask-invoice-minutes = ⏰ For how many minutes can a QRIS be paid? 5 to 180. Example: <code>15</code>
ask-low-stock-at = 📉 At how many left do you want to know? Example: <code>3</code>
ask-hours = 🕘 Type the hours; outside of them nobody can order. Example: <code>08:00-22:00</code>

refusal-bad-preference =
    { $choice ->
        [shop_name] ⚠️ A shop's name has 1 to 64 characters. Example: <code>Rina's Shop</code>
        [support_contact] ⚠️ A contact has at most 128 characters. Example: <code>@rinas_shop_help</code>
        [invoice_minutes] ⚠️ Type 5 to 180 minutes. Example: <code>15</code>
        [low_stock_at] ⚠️ Type a whole number. Example: <code>3</code>
        [hours] ⚠️ Type two different times. Example: <code>08:00-22:00</code>
       *[other] ⚠️ There is no such choice.
    }
refusal-shop-closed =
    { $opens ->
        [none] 🔴 The shop is closed. Please come back later.
       *[other] 🔴 The shop is closed and opens at { $opens }.
    }
refusal-way-off = This way to pay is switched off. Please choose another one.
