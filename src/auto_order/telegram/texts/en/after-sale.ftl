### After the goods: proofs of terms, and warranty claims.

button-fulfil-terms = ✅ Terms Met
button-claim = 🛡 Warranty Claim
button-see-order = 🧾 See Order

ask-proof =
    ✅ Send a proof that you met the terms of <b>{ $name }</b> (<code>{ $number }</code>): a text, a photo, or a photo with a caption.
ask-proof-again =
    ✅ You sent a proof for <b>{ $name }</b> (<code>{ $number }</code>) before. Send another text or photo to bring it up to date.
proof-shown =
    ✅ Thank you! The seller has your proof now.

claim-pick =
    🛡 Which product has a problem?
ask-claim =
    🛡 What is wrong with <b>{ $name }</b> (<code>{ $number }</code>)? Tell us by a text, a photo, or a photo with a caption.

    Example: <code>I cannot log in since yesterday, it says wrong password.</code>
ask-claim-of-several =
    🛡 What is wrong with <b>{ $name }</b> (<code>{ $number }</code>)? Tell us by a text, a photo, or a photo with a caption, and say which unit.

    Example: <code>The second unit cannot log in since yesterday.</code>
claim-made =
    🛡 We have your claim and passed it to the seller. You will hear from us once it is decided.
claim-refused =
    🛡 Your warranty claim for <b>{ $name }</b> (<code>{ $number }</code>) could not be granted.

    Reason: { $reason }
order-claim = 🛡 Claim of { $at }: { $status }
claim-status-open = ⏳ waiting for a decision
claim-status-replaced = ♻️ unit replaced
claim-status-refunded = ↩️ money returned
claim-status-refused = 🚫 refused
claim-status-with-reason = { $status } ({ $reason })

refusal-letter-too-long = ⚠️ That is too long, at most { $most } characters. Please shorten it.
refusal-letter-empty = ⚠️ Please send a text or a photo.
refusal-no-warranty = 🛡 This order has no warranty, or it is over.
refusal-claim-not-found = There is no such claim.
refusal-claim-decided = This claim has been decided already.
refusal-proof-not-found = There is no such proof.

## For the seller

admin-claims = 🛡 Warranty
button-read-proof = 📖 Read Words
button-open-claim = 🛡 Open Claim
button-claim-replace = ♻️ Replace Unit
button-refund-claim = ↩️ Return to Balance
button-refuse-claim = 🚫 Refuse
button-sure-to-replace = ♻️ Yes, Replace

staff-proof =
    ✅ <b>Proof of terms</b> from { $buyer }
    📦 { $name } · <code>{ $number }</code>
staff-proof-second =
    ✅ <b>Proof of terms, updated</b> by { $buyer }
    📦 { $name } · <code>{ $number }</code>
proof =
    ✅ <b>Proof of terms</b> from { $buyer }
    📦 { $name } · <code>{ $number }</code>
    🗓 { $at }

    { $text }
letter-without-text = (no words)
staff-claim =
    🛡 <b>Warranty claim</b> from { $buyer }
    📦 { $name } · <code>{ $number }</code>
    📌 { $status }
claims =
    🛡 <b>Warranty claims</b>

    { $total } waiting for a decision, the oldest first.
    Page { $page }/{ $pages }
claims-none =
    🛡 No claim is waiting. Well done!
claim =
    🛡 <b>Warranty claim</b> from { $buyer }
    📦 { $name } × { $quantity } · <code>{ $number }</code>
    🗓 { $at } · warranty until { $end }
    📌 { $status }

    { $text }
claim-pick-unit =
    ♻️ Which unit of <b>{ $name }</b> is replaced? Only the beginning of each is shown.
claim-sure-to-replace =
    ♻️ The old unit will be void, and the buyer gets a new one from the stock at once. Go on?
claim-ask-refund =
    ↩️ How much goes back to the buyer's balance for <b>{ $name }</b>? One unit costs { $price }.

    Example: <code>45.000</code>
claim-ask-refusal =
    🚫 Write the reason, 3 to 500 characters. The buyer will read it.

    Example: <code>The password was changed, so the warranty does not hold.</code>
claim-unit-replaced = ♻️ The unit was replaced and sent to the buyer.
claim-refunded = ↩️ The money is in the buyer's balance.
claim-refusal-sent = 🚫 The claim is refused, and the buyer has been told.
