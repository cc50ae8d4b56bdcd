### Words of the menu 🎟️ Vouchers.

admin-vouchers = 🎟️ Vouchers

button-add-voucher = ➕ New Voucher
button-make-voucher = ✅ Make It
button-end-voucher = ⏸ Stop
button-resume-voucher = ▶️ Resume
button-go-on = ➡️ Go On
vouchers-admin =
    🎟️ <b>Vouchers</b>

    The figures at the end: used / limit.
vouchers-admin-none =
    🎟️ <b>Vouchers</b>

    There is no voucher yet. Make one, then share its code.
voucher-admin =
    🎟️ <b>{ $code }</b> · { $state }

    { $facts }

    📊 Used: <b>{ $used }×</b>, { $discount } off in total
    ⏳ Held by unpaid orders: { $held }×
voucher-code = 🔑 Code: <code>{ $code }</code>
voucher-facts =
    💸 Takes off: <b>{ $value }</b>
    🔝 At most: { $most }
    🛒 Minimum spend: { $least }
    👥 Uses by everybody: { $total }
    👤 Uses per person: { $each }
    🗓 From: { $starts }
    ⌛ Until: { $ends }
    🗂 For: { $meant }
voucher-active = 🟢 active
voucher-ended = ⏸ stopped
voucher-over = ⌛ over
voucher-ahead = 🗓 not yet
voucher-no-limit = no limit
voucher-times = { $count }×
voucher-at-once = at once
voucher-never = for good
voucher-everything = all products
voucher-made = ✅ The voucher is made and can be used.
voucher-stopped = The voucher is stopped. Orders that use it stay as they are.
voucher-resumed = The voucher counts again.
voucher-new =
    🎟️ <b>New voucher</b> · { $number }/{ $count }

    { $question }
voucher-ask-code = 🔑 Type its code, 3 to 32 letters or digits, for example: <code>SAVE10</code>
voucher-ask-value = 💸 How much does it take off? For example: <code>10%</code> or <code>5.000</code>
voucher-ask-most-discount = 🔝 How much at most? For example: <code>20.000</code>. Skip for no limit.
voucher-ask-least-spend = 🛒 What is the minimum spend? For example: <code>50.000</code>. Skip for none.
voucher-ask-uses-in-total = 👥 How often can it be used by everybody together? For example: <code>100</code>. Skip for no limit.
voucher-ask-uses-per-customer = 👤 How often can one person use it? For example: <code>1</code>. Skip for no limit.
voucher-ask-starts-at = 🗓 From when on? For example: <code>31/12/2026</code> or <code>31/12/2026 20:00</code>. Skip for at once.
voucher-ask-ends-at = ⌛ Until when? For example: <code>31/01/2027</code>. Skip for good.
voucher-ask-meant = 🗂 For which products? Tap a category, or type a product's name to find it. Go on at once for all of them.
voucher-ask-sure = 👀 Have a last look. Once it is made it cannot be changed, only stopped.
voucher-meant-now = Now for: <b>{ $meant }</b>

refusal-not-a-moment = ⚠️ That is not a date. For example: <code>31/12/2026</code> or <code>31/12/2026 20:00</code>
refusal-voucher-unknown = This voucher was not found.
refusal-meant-by-voucher = A voucher is for this, so it cannot be deleted. Archive or rename it instead.
refusal-bad-voucher =
    { $field ->
        [code] ⚠️ A code has 3 to 32 letters, digits, - or _, for example: <code>SAVE10</code>
        [code_taken] ⚠️ Another voucher has this code. Please choose another one.
        [value] ⚠️ From 1% to 100%, or Rp 1 to Rp 100.000.000, for example: <code>10%</code>
        [most_discount] ⚠️ From Rp 1 to Rp 100.000.000, for example: <code>20.000</code>
        [least_spend] ⚠️ At most Rp 100.000.000, for example: <code>50.000</code>
        [ends_at] ⚠️ The end must be after the start and not past, for example: <code>31/12/2027</code>
       *[uses] ⚠️ A number from 1 on, for example: <code>100</code>
    }
