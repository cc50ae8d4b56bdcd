### Wallet, deposits, vouchers, refunds.

menu-deposit = 💰 Top Up

button-pay-wallet = 💼 Wallet ({ $balance })
button-other-amount = ✏️ Other Amount
button-transfer = 📝 Manual Transfer
button-transferred = ✅ I Have Transferred
button-movements = 📒 Wallet History
button-cancel-deposit = ❌ Cancel Top-up

button-voucher = 🎟️ Use a Voucher
button-forget-voucher = 🎟️ Leave out { $code }
ask-voucher =
    🎟️ Type the voucher's code.

    Example: <code>HEMAT10</code>
payment-voucher = 🎟️ Voucher { $code }: -{ $discount }
payment-discount = 🎟️ Discount: -{ $discount }

wallet-paid =
    ✅ <b>Paid from your wallet</b>

    🧾 Invoice: <code>{ $number }</code>
    💵 Total: <b>{ $total }</b>
    💼 Left in your wallet: { $balance }

    Your order is on its way.

deposit =
    💰 <b>Top up</b>

    💼 Wallet: <b>{ $balance }</b>

    Choose how much to add:
ask-amount =
    ✏️ How much would you like to add? Type the amount, from { $least } to { $most }.

    Examples: <code>50.000</code>, <code>50rb</code> or <code>50k</code>
ask-amount-sent =
    ✏️ How much have you transferred? Type the amount, from { $least } to { $most }.

    Examples: <code>50.000</code>, <code>50rb</code> or <code>50k</code>
transfer =
    📝 <b>Manual transfer</b>

    { $instructions }

    Tap the button below once you have transferred. The seller checks it and adds it to your wallet.
transfer-stated =
    ⏳ Top-up <code>{ $number }</code> of <b>{ $amount }</b> waits for the seller to check. You will be told.
topup-open = ⏳ Top-up <code>{ $number }</code> of <b>{ $amount }</b> is still waiting for payment.
topup-invoice =
    💠 <b>Top up by QRIS</b>

    🧾 Number: <code>{ $number }</code>
    💵 Pay exactly: <b>{ $amount }</b>
    ⏰ Before: <b>{ $deadline }</b>

    Scan this QR with your banking app or e-wallet. It will show the merchant <b>{ $merchant }</b>. Your wallet fills by itself once the payment is in.
topup-canceling = Cancelling the top-up…
topup-closed-expired =
    ⌛ The time to pay top-up <code>{ $number }</code> is over. Do not pay the old QR. If you already have, the money still reaches your wallet.
topup-closed-canceled =
    ❌ Top-up <code>{ $number }</code> was cancelled. Do not pay the old QR.
topup-closed-gateway-down =
    😔 The payment service is having trouble, so we closed top-up <code>{ $number }</code>. No money was taken. Please try again in a moment.
topup-closed-refused =
    😔 The payment for top-up <code>{ $number }</code> could not be created. The seller has been told.
topup-closed-not-found =
    ❌ The seller turned down top-up <code>{ $number }</code>: { $note }
topped-up =
    ✅ Top-up <code>{ $number }</code> is in: <b>{ $amount }</b>
    💼 In your wallet now: <b>{ $balance }</b>
topup-status-pending = waiting for payment
topup-status-waiting-by-hand = manual transfer, to be checked
topup-status-settled = ✅ received
topup-status-expired = ⌛ expired
topup-status-canceled = ❌ cancelled
topup-status-failed = ❌ could not be created
topup-status-review = 🔎 being looked at

movements =
    📒 <b>Wallet history</b>

    💼 Wallet: <b>{ $balance }</b>

    { $lines }

    Page { $page }/{ $pages }
movements-none = Nothing has moved yet.
sign-in = ➕
sign-out = ➖
movement-line = { $sign } <b>{ $amount }</b> · { $what }
    { $at } · balance { $balance }
movement-payment = payment received
movement-purchase = purchase
movement-review = after a review
movement-refund = refund
movement-refund-made = refund
movement-adjustment = adjusted by the seller

returned-to-wallet = ↩️ A refund of <b>{ $amount }</b> is in your wallet.
returned-outside = ↩️ The seller has sent you a refund of <b>{ $amount }</b>.
unit-replaced = ♻️ A unit of <b>{ $name }</b> from <code>{ $number }</code> was replaced. Your order comes again with the new one.
order-refunded = ↩️ Refunded: { $amount }
order-replaced = ♻️ Units replaced: { $count }

staff-problem-payments-forgotten =
    ⚠️ { $count } payments had no check on the calendar any more. We are asking about them now.
staff-topup =
    💰 <b>Top-up</b> <code>{ $number }</code>
    👤 { $buyer }
    💵 { $amount } · { $status }

refusal-not-enough-balance = 💼 Not enough balance: { $balance } of { $price }. Add some with 💰 Deposit.
refusal-reason-missing = Please give the reason in 3 to 500 characters. Example: transferred by mistake
refusal-payment-not-found = There is no such payment.
refusal-payment-decided = Somebody has decided about this payment already.
refusal-transfers-off = 😔 This shop takes no manual transfers.
refusal-voucher-not-usable = 🎟️ This voucher cannot be used. Please check the code.
refusal-voucher-spend-more = 🎟️ This voucher counts from { $minimum } on.
refusal-voucher-for-others = 🎟️ This voucher is for other products.
refusal-too-many-guesses = ⏳ Too many wrong codes. Try again in { $minutes } minutes.
refusal-refund-too-much = ↩️ At most { $balance } can still go back.
refusal-refund-not-found = There is no such refund.
refusal-refund-made = This refund was made already.
refusal-nothing-to-refund = There is no money of this order that could go back.
refusal-review-is-test = 🧪 This is test money. The case can only be dismissed.
refusal-review-without-order = This payment was a top-up: there is nothing to deliver.
refusal-unit-not-replaceable = This unit cannot be replaced.
refusal-too-many-held-units = ⏳ You may have at most { $most } units on order before you pay. Pay what is open first, or take fewer.
