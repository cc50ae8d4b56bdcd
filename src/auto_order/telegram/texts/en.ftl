### The shop's words in English. Inserted values have been made safe for HTML.

## Main menu

menu-products = 🛍 All Products
menu-stock = 🏷 Check Stock
menu-orders = 🧾 My Orders
menu-information = ℹ️ Information
menu-how-to = 📘 How to Order

## Buttons

button-all-products = 🧭 All Products
button-cancel = ❌ Cancel
word-cancel = cancel
button-back = ⬅️ Back
button-previous = ⬅️
button-next = ➡️
button-refresh = 🔄 Refresh
button-newest = 🆕 Newest
button-cheapest = 💸 Cheapest
button-best = 🔥 Best-selling
button-less = ➖
button-more = ➕
button-times-two = ✌️ x2
button-times-five = 🖐️ x5
button-times-ten = 🔟 x10
button-description = 📖 Read More
button-add-to-cart = 🧺 Add to Cart
button-buy-now = ⚡ Buy Now
button-wait-for-stock = 🔔 Tell Me
button-see-product = 🛍 See Product
button-cart = 🧺 Cart
button-remove = 🗑
button-empty-cart = 🧹 Empty
button-checkout = 💳 Go to Payment
button-pay-qris = 💠 QRIS
button-cancel-purchase = ❌ Cancel Purchase
button-pay-page = 🔗 Open Payment Page
button-check-status = 🔍 Check Status
button-show-qr = 💠 Show QR
button-resend = 📦 Send Again
button-language = 🌐 Language
button-indonesian = 🇮🇩 Indonesia
button-english = 🇬🇧 English

## Screens

start =
    👋 Hello <b>{ $name }</b>, welcome to <b>{ $shop }</b>!

    Pick a product, pay by QRIS, and your order is delivered by itself, around the clock.

    👥 { $customers ->
        [one] 1 customer
       *[other] { $customers } customers
    } · ✅ { $sales ->
        [one] 1 finished order
       *[other] { $sales } finished orders
    }

categories =
    🛍 <b>Categories</b>

    What would you like to see?

products =
    🛍 <b>{ $title }</b>

    { $lines }

    Page { $page }/{ $pages } · tap a number for details.

products-title-all = All Products
products-title-search = Results for “{ $search }”
products-line = <b>{ $number }. { $name }</b>
    { $price } · { $free } in stock · { $sold } sold
products-none =
    Nothing is available right now. Please look again later.
products-none-found =
    No product is called “{ $search }”. Try another word, for example: <code>/cari netflix</code>
search-ask =
    🔎 What are you looking for? Type a word, for example: <code>netflix</code>
step-canceled = Cancelled.

stock =
    🏷 <b>Stock right now</b>
    { $lines }

    Page { $page }/{ $pages } · as of { $at }
stock-line = • { $name }: <b>{ $free }</b>

product =
    📦 <b>{ $name }</b>
    { $description }
    💰 Price: <b>{ $price }</b>
    { $steps }{ $warranty }📊 Stock: { $free } · { $sold } sold
product-steps = 🏷 Wholesale: { $steps }
product-warranty = 🛡 Warranty: { $days ->
        [one] 1 day
       *[other] { $days } days
    }
product-description =
    📦 <b>{ $name }</b>

    { $description }
product-quantity =
    🧮 Quantity: <b>{ $quantity }</b> × { $price }
    💵 Total: <b>{ $total }</b>
product-sold-out =
    😔 Sold out at the moment.

waiting-for-stock = 🔔 Done! You will hear from us once { $name } is back.
back-in-stock =
    🔔 <b>{ $name }</b> is back for { $price }. Be quick before it is gone.

cart =
    🧺 <b>Cart</b>

    { $lines }

    { $discount }💵 Total: <b>{ $total }</b>
cart-line = { $number }. { $name }
    { $quantity } × { $price } = <b>{ $subtotal }</b>
cart-quantity = { $number }. × { $quantity }
cart-line-short = ⚠️ only { $free } left
cart-empty =
    🧺 Your cart is empty. Pick a product first.
cart-added = Added to the cart: { $name } × { $quantity }

payment =
    💳 <b>Payment</b>

    { $lines }

    Subtotal: { $subtotal }
    { $discount }{ $fee }💵 Total to pay: <b>{ $total }</b>

    Choose how to pay:
more-lines = … and { $count } more
payment-line = { $name } — { $quantity } × { $price }
payment-fee = Service fee: { $fee }
payment-changed = ⚠️ A price or your cart has changed. Please check again before you pay.
payment-preparing =
    ⏳ Preparing the QRIS code for <code>{ $number }</code>…
payment-open = Order { $number } is still waiting for your payment.
payment-left = Purchase cancelled.

invoice =
    💠 <b>QRIS payment</b>

    🧾 Invoice: <code>{ $number }</code>
    { $lines }
    { $discount }{ $fee }
    💵 Pay exactly: <b>{ $amount }</b>
    ⏰ Before: <b>{ $deadline }</b>

    Scan this code with your banking app or e-wallet. It will show the merchant name <b>{ $merchant }</b>. Your order is delivered by itself once the payment is in.
invoice-line = { $quantity } × { $name }
invoice-status-waiting = No payment has come in yet. We keep checking until { $deadline }.
invoice-status-verifying = Your payment is being verified. Please wait, your order is safe.
invoice-status-preparing = The QRIS code is being prepared, just a moment.
invoice-status-closed = This order is not waiting for a payment any more.
invoice-canceling = The order is being cancelled…

closed-expired =
    ⌛ The time to pay <code>{ $number }</code> is over and the order is closed. Please do not pay the old code. If you still want it, just order again.
closed-canceled =
    ❌ Order <code>{ $number }</code> is cancelled. Please do not pay the old code.
closed-gateway-down =
    😔 The payment service is having trouble, so we closed order <code>{ $number }</code>. No money was taken. Please try again in a moment.
closed-refused =
    😔 A payment for <code>{ $number }</code> could not be created, so we closed the order. The seller has been told.
credited =
    💰 Your payment of <b>{ $amount }</b> for <code>{ $number }</code> came in after the order was closed. Your money is safe: it is now in your balance.
under-review =
    🔎 We received your payment for <code>{ $number }</code> and the seller has to look at it first. You will hear from us soon.

goods-header =
    ✅ <b>Payment received, here is your order!</b>
    🧾 Invoice: <code>{ $number }</code>
goods-line = 📦 <b>{ $name }</b> ({ $quantity })
goods-unit = <pre>{ $content }</pre>
goods-terms-text = { $terms }
goods-file = 📦 { $name }: { $quantity ->
        [one] 1 unit
       *[other] { $quantity } units
    } for { $number }
goods-terms = 📜 <b>Terms of { $name }</b>

orders =
    🧾 <b>My Orders</b>

    { $lines }

    Page { $page }/{ $pages }
orders-line = { $number }. <code>{ $order }</code> · { $total }
    { $status } · { $placed }
orders-none =
    🧾 You have no orders yet. Pick something you like.
order =
    🧾 <b>Order</b> <code>{ $number }</code>

    { $lines }

    { $discount }{ $fee }💵 Total: <b>{ $total }</b>
    📌 Status: <b>{ $status }</b>
    🗓 Placed: { $placed }
order-resent = 📦 Your order is being sent again.

status-awaiting = ⏳ waiting for payment
status-paid = 💰 paid, being delivered
status-fulfilled = ✅ done
status-expired = ⌛ expired
status-canceled = ❌ cancelled
status-credited = 💰 kept as balance
status-refund-due = ↩️ refund on its way
status-refunded = ↩️ refunded

how-to =
    📘 <b>How to Order</b>

    1. Tap 🛍 All Products and pick one.
    2. Set the quantity, then ⚡ Buy Now or 🧺 Add to Cart.
    3. Choose 💠 QRIS and scan the code. Pay the exact amount.
    4. Your order arrives in this chat a few seconds after the payment.

    You find earlier orders under 🧾 My Orders.
language =
    🌐 Choose your language:
language-chosen = The language is now English.
terms =
    📜 <b>Terms</b>

    Digital goods are delivered by themselves once the payment is confirmed. The terms of each product come with it. A late payment becomes goods or balance and is never lost.
blocked = Sorry, this account cannot use this shop.
apology = 😔 Sorry, something went wrong on our side. Please try again in a moment. Code: <code>{ $code }</code>
too-fast = 🐢 Not so fast, please. Wait a few seconds and try again.
old-button = This button is no longer valid. Please begin again with /start.

## Refusals

refusal-out-of-stock = 😔 Not enough in stock, { $left } left. Please lower the quantity.
refusal-product-not-listed = 😔 This product is not for sale any more.
refusal-cart-full = 🧺 The cart is full, it holds at most { $most } products.
refusal-cart-empty = 🧺 Your cart is empty.
refusal-too-many-open-orders = ⏳ You have { $most } unpaid orders. Please pay or cancel one of them first.
refusal-amount-not-payable = A QRIS total must be between { $minimum } and { $maximum }.
refusal-order-not-found = There is no such order.
refusal-order-moved = The status of this order has changed.
refusal-quote-changed = A price or your cart has changed.
refusal-nothing-to-resend = There is nothing to send again for this order yet.
refusal-payments-off = 😔 This shop does not take payments yet.
refusal-not-an-amount = That is not an amount of money. Example: 50.000
refusal-step-gone = This question has been answered or replaced already.
refusal-not-expected =
    { $takes ->
        [photo] ⚠️ A photo is expected here. Please send the photo.
        [document] ⚠️ A file is awaited here. Please send it with 📎.
        [text-photo] ⚠️ A text or a photo is expected here.
        [text-document] ⚠️ A text or a file is expected here.
       *[text] ⚠️ A text is expected here. Please type your answer.
    }
refusal-bad-product =
    { $field ->
        [code] ⚠️ A code is letters, digits, - and _, at most 32 of them. Example: <code>netflix-1m</code>
        [name] ⚠️ A name has 1 to 100 characters on one line. Example: <code>Netflix 1 Month</code>
        [price] ⚠️ A price lies between Rp 1 and Rp 10.000.000.000. Example: <code>25.000</code>
        [description] ⚠️ A description has at most 3,000 characters. Please shorten it.
        [terms] ⚠️ Terms have at most 10,000 characters. Please shorten them.
        [warranty_days] ⚠️ The warranty is written in days, 0 to 3,650. Example: <code>30</code>
        [step_quantity] ⚠️ A wholesale price begins at 2 to 10,000 units. Example: <code>5</code>
        [step_price] ⚠️ A wholesale price must be lower than that for fewer units, and there are at most 10 of them.
       *[other] ⚠️ This is not right: { $field }.
    }
refusal-bad-content = The content in line { $line } is empty or too long.

## For the seller

staff-order =
    { $mark } <b>Order</b> <code>{ $number }</code>
    👤 { $buyer }
    { $lines }
    💵 { $total } · { $status }
staff-problem-payment-review =
    🚨 The payment of <code>{ $number }</code> needs a look: { $faults }. No goods were sent.
staff-problem-gateway-refused =
    🚨 The payment gateway refused to open a QRIS code for <code>{ $number }</code>: { $faults }.
staff-problem-gateway-silent =
    ⚠️ The payment gateway does not answer about <code>{ $number }</code>. We keep trying.
staff-problem-delivery-dead =
    🚨 Delivery of <code>{ $number }</code> keeps failing. The buyer can still open the goods under 🧾 My Orders.
staff-problem-spam =
    🐢 <a href="tg://user?id={ $id }">{ $name }</a> (<code>{ $id }</code>) is tapping too fast and was asked to wait a moment.
staff-problem-error =
    🚨 Unexpected error in { $shop }: { $kind }. Code in the log: <code>{ $code }</code>
staff-problem-job-dead =
    🚨 The job { $job } kept failing and was given up. See: <code>auto-order jobs list</code>

## Commands

command-start = Start
command-products = All products
command-search = Search a product
command-stock = Check stock
command-orders = My orders
command-language = Change language
command-help = How to order
