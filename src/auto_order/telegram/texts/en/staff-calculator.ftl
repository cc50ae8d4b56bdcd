### Words of the menu 🧮 Calculator.

admin-calculator = 🧮 Calculator

button-calculate = 🧮 Work Out
button-calculate-again = 🧮 Once More
button-formula = ✏️ Change Formula
button-save = ✅ Save
calculator =
    🧮 <b>Refund calculator</b>

    Formula: <code>{ $formula }</code>

    <b>Worked out last</b>
    { $latest }
calculation-line = • { $price }, { $used }/{ $days } days used → <b>{ $result }</b> · { $at }
calculation-new =
    🧮 <b>Work out a refund</b> · { $number }/{ $count }

    { $question }
calculation-ask-price = 💵 What was paid? For example: <code>45.000</code>
calculation-ask-days = 🗓 For how many days was it? For example: <code>30</code>
calculation-ask-used = ⌛ How many of them are used? For example: <code>12</code>
calculation =
    🧮 <b>Refund: { $result }</b>

    💵 Price: { $price }
    🗓 For { $days } days, { $used } used, { $left } left
    📐 { $formula }

    This is only a figure. Money goes back through 🧾 Orders.
formula-ask =
    📐 The formula: <code>{ $formula }</code>

    Write it with the buttons, or type it, for example: <code>price * left / days * 90%</code>
formula-price = price
formula-days = days
formula-used = used
formula-left = left

refusal-bad-formula =
    { $place ->
        [none] ⚠️ The formula is not complete, for example: <code>price * left / days</code>
       *[other] ⚠️ The formula cannot be read at { $place }, for example: <code>price * left / days</code>
    }
refusal-not-workable = ⚠️ The formula divides by nothing for these figures. Change it, or the figures.
refusal-bad-days = ⚠️ From 1 to 36,500 days, and no more used than that, for example: <code>30</code>
