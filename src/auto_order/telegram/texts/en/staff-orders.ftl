### Words of the menus 🧾 Orders, 👥 Users, 👮 Staff and 💰 Deposits.

admin-orders = 🧾 Orders
admin-users = 👥 Users
admin-money = 💰 Deposits
admin-staff = 👮 Staff

## Orders

filter-all = 🧾 All
filter-waiting = ⏳ Waiting
filter-paid = 💰 Paid
filter-delivered = ✅ Delivered
filter-problem = 🚨 Problems
filter-over = ⌛ Over
button-call-off = ❌ Cancel
button-replace-unit = 🔁 Replace Unit
button-mark-paid = 💵 Mark as Paid
button-refund-wallet = ↩️ Refund to Balance
button-refund-outside = ↩️ Refund by Hand
button-story = 🕑 Timeline
button-buyer = 👤 Buyer
orders-admin =
    🧾 <b>Orders</b> · { $which }

    { $total } orders · page { $page }/{ $pages }
orders-ask-search = 🔎 Type an invoice number, or a buyer's name, @username or ID. Example: <code>7K3FQ9XW</code>
order-admin =
    🧾 <b>Order</b> <code>{ $number }</code>
    👤 { $buyer }

    { $lines }

    🎟️ Discount: { $discount }
    🧾 Service fee: { $fee }
    💵 Total: <b>{ $total }</b>
    📌 Status: <b>{ $status }</b>
    💳 Payment: { $payment }
    📦 Delivery: { $delivery }
    ↩️ Returned: { $refunded }
    🗓 Placed: { $placed }
payment-none = none yet
payment-admin = { $gateway }, { $state } · <code>{ $reference }</code>
payment-state-creating = QRIS is being made
payment-state-pending = waiting
payment-state-settled = settled
payment-state-expired = expired
payment-state-canceled = cancelled
payment-state-failed = failed
payment-state-review = to be looked at
delivery-state-queued = queued
delivery-state-sending = being sent
delivery-state-sent = ✅ sent
delivery-state-blocked = ⚠️ the buyer blocked the bot
delivery-state-dead = 🚨 keeps failing
order-units =
    🔁 <b>Replace a unit</b> · <code>{ $number }</code>

    Choose the broken unit. It becomes void, and the buyer gets a fresh one at once.
order-sure-to-cancel =
    ❌ Cancel the order <code>{ $number }</code>?

    If its payment has come in after all, it is delivered.
story =
    🕑 <b>Timeline</b> <code>{ $number }</code>

    { $lines }
story-line = • { $at } — { $what }
story-placed = order placed
story-invoice = QRIS shown, { $amount }
story-paid = paid, { $amount }
story-settled = money came in by { $gateway }, { $amount }
story-promised = goods promised
story-sent = goods sent
story-closed = { $status }
story-refund = refund noted, { $amount }
story-refunded = refund made, { $amount }
story-deed = { $action } by { $actor }

## Users and staff

button-credit = ➕ Add Balance
button-debit = ➖ Take Balance
button-block = 🚫 Block
button-unblock = ✅ Unblock
button-make-staff = 👮 Staff
button-dismiss = 🚪 Let Go
users-admin =
    👥 <b>Users</b>

    { $total } users · page { $page }/{ $pages }
users-ask-search = 🔎 Type a name, @username or Telegram ID. Example: <code>budi</code>
user-admin =
    👤 <b>{ $name }</b> · { $state }

    🔗 Username: { $username }
    🆔 ID: <code>{ $id }</code>
    🌐 Language: { $language }
    💼 Balance: <b>{ $balance }</b>
    🧾 Finished orders: { $orders } · { $spent }
    🗓 Since: { $met }
user-blocked = 🚫 blocked
user-served = 🟢 active
user-sure-to-block =
    🚫 Block <b>{ $name }</b>?

    They cannot use this shop any more. Orders that are paid for are still delivered.
staff-admin =
    👮 <b>Staff</b>

    Tap one to set what they may do.
staff-admin-none =
    👮 <b>Staff</b>

    There is none yet. Ask the person to open this shop once, then open 👥 Users, choose them, and tap 👮 Staff.
member-admin =
    👮 <b>{ $name }</b>

    Tap a permission to switch it. What is not ticked cannot be opened.
member-dismissed = { $name } is not of the staff any more.
permission-catalog = 🛒 Products
permission-stock = 📦 Stock
permission-orders = 🧾 Orders
permission-money = 💰 Money
permission-users = 👥 Users
permission-broadcast = 📣 Broadcast
permission-settings = ⚙️ Shop

## Money

button-transfers = 📝 Manual transfers ({ $count })
button-cases = 🚨 To be looked at ({ $count })
button-refunds-due = ↩️ Refunds to send ({ $count })
button-topups = 📜 Latest Deposits
button-confirm-transfer = ✅ { $number }. Arrived
button-reject-transfer = ❌ { $number }. Not there
button-refund-made = ✅ { $number }. Sent
button-review-deliver = 📦 Deliver
button-review-credit = 💼 To Balance
button-review-refund = ↩️ Give Back
button-review-dismiss = 🗑 Close Case
money-admin =
    💰 <b>Deposits &amp; money</b>

    📝 Transfers to look for: <b>{ $transfers }</b>
    🚨 Payments to be looked at: <b>{ $cases }</b>
    ↩️ Refunds to send: <b>{ $refunds }</b>
nothing-waits = Nothing waits. 👍
transfers-admin = 📝 <b>Manual transfers</b> that buyers say to have made. Look into your account first.
transfer-line = { $number }. { $buyer } · <b>{ $amount }</b> · { $at }
topups-admin = 📜 <b>Latest deposits</b>
topup-line = • { $buyer } · { $amount } · { $state } · { $at }
cases-admin = 🚨 <b>Payments to be looked at</b>. The money came, its facts do not fit.
case-admin =
    🚨 <b>A payment to be looked at</b>

    👤 { $buyer }
    💵 Came in: <b>{ $amount }</b> · asked for: { $asked }
    ⚠️ Does not fit: { $faults }
    🧾 Reference: <code>{ $reference }</code>
    🗓 { $opened }
refunds-due-admin = ↩️ <b>Refunds that you still have to send yourself</b>
refund-due-line = { $number }. { $buyer } · <b>{ $amount }</b> · { $reason }
deed-done = ✅ Done and written down.
deed-ask-amount = How much? Example: <code>50.000</code>
deed-mark-paid = 💵 <b>Take this order as paid</b>, its goods go out at once.
deed-reason-mark-paid = Type a note. Example: <code>BCA transfer 12:30 by Budi</code>
deed-refund-wallet = ↩️ <b>Refund to the buyer's balance</b>
deed-reason-refund-wallet = Type the reason. Example: <code>account does not work</code>
deed-refund-outside = ↩️ <b>A refund that you send yourself</b>
deed-reason-refund-outside = Type the reason. Example: <code>wants it by bank</code>
deed-refund-made = ✅ <b>You have sent the refund</b>
deed-reason-refund-made = Type where that can be seen. Example: <code>BCA ref 123456</code>
deed-review-deliver = 📦 <b>The money is right, deliver the goods</b>
deed-reason-review-deliver = Type the reason. Example: <code>amount is right on the dashboard</code>
deed-review-credit = 💼 <b>Put the money into the buyer's balance</b>
deed-reason-review-credit = Type the reason. Example: <code>paid too little</code>
deed-review-refund = ↩️ <b>Give the money back outside the shop</b>
deed-reason-review-refund = Type the reason. Example: <code>paid by mistake</code>
deed-review-dismiss = 🗑 <b>Close the case without goods or credit</b>
deed-reason-review-dismiss = Type the reason. Example: <code>test money</code>
deed-confirm-transfer = ✅ <b>The transfer has arrived, add it to the buyer's balance</b>
deed-reason-confirm-transfer = Type a note. Example: <code>BCA 12:30</code>
deed-reject-transfer = ❌ <b>The transfer is not there</b>. The buyer reads the reason.
deed-reason-reject-transfer = Type the reason. Example: <code>nothing came in yet</code>
deed-credit = ➕ <b>Add to the balance</b>
deed-reason-credit = Type the reason. Example: <code>bonus</code>
deed-debit = ➖ <b>Take from the balance</b>
deed-reason-debit = Type the reason. Example: <code>added by mistake</code>
deed-replace-unit = 🔁 <b>Replace this unit by a fresh one</b>
deed-reason-replace-unit = Type the reason. Example: <code>cannot log in</code>

refusal-customer-unknown = There is no such user.
refusal-staff-not-blocked = Staff cannot be blocked. Let them go first.
