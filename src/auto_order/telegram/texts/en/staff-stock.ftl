### Words of the menu 📦 Stock.

admin-stock = 📦 Stock

## Buttons

button-add-one = ✍️ Add One by One
button-add-many = 📋 Add Many / File
button-show-units = 👁 Show Contents
button-find-units = 🔎 Search Contents
button-export = ⬇️ Export
button-clear-stock = 🧹 Delete All Left
button-done = ✅ Done
button-save-lines = ✅ Save { $count } units

## Screens

stocks-admin =
    📦 <b>Stock</b>

    { $total } products · page { $page }/{ $pages }
    Tap a product to load it or to see its units.
stock-admin =
    📦 <b>Stock of { $name }</b>
    🧩 A unit is: { $kind }

    🟢 Available: <b>{ $free }</b>
    ✅ Sold: { $sold }
stock-ask-unit =
    ✍️ <b>{ $name }</b>

    Send one unit in one message, on as many lines as you like. A .txt file is one unit.
stock-ask-lines =
    📋 <b>{ $name }</b>

    Paste the units, one a line, or send a <code>.txt</code> or <code>.csv</code> file. Nothing is stored before you agree. Example:
    <code>user1@mail.com:secret1</code>
    <code>user2@mail.com:secret2</code>
stock-preview =
    📋 <b>{ $name }</b> — not stored yet

    ✅ New: <b>{ $new }</b>
    { $repeated }

    There is more? Send it, it is added to these.
stock-added = ✅ { $count } units stored.
repeated-none = ♻️ Duplicates: none
repeated-lines = ♻️ Duplicates: { $count }, left out (lines { $lines })
stock-sure-to-clear =
    🧹 Delete all { $free } unsold units of <b>{ $name }</b>?

    This cannot be undone. Export them first if in doubt.
stock-cleared = { $count } units deleted.
units-admin =
    👁 <b>{ $name }</b> · { $total } units available
    Page { $page }/{ $pages }, in the order of sale. Tap one to see or delete it.
units-ask-search = 🔎 Type a part of the unit you look for, for example: <code>user1@mail.com</code>
units-found = 🔎 <b>{ $name }</b> · “{ $search }”: { $count } units
units-not-found = 🔎 <b>{ $name }</b> · there is no available unit with “{ $search }”.
unit-admin =
    👁 <b>{ $name }</b> · { $length } characters

    <pre>{ $content }</pre>
unit-removed = The unit is deleted.
upload-reading =
    ⏳ <b>Reading { $file }</b> for { $product }

    { $done } of { $total } lines…
upload-ready =
    📄 <b>{ $file }</b> for { $product } — not stored yet

    ✅ New: <b>{ $new }</b>
    { $repeated }
upload-loading =
    ⏳ <b>Storing { $file }</b> for { $product }

    { $done } of { $total } lines…
upload-loaded =
    ✅ <b>{ $new } units stored</b> for { $product }

    📄 { $file }
    { $repeated }
upload-canceled = ❌ { $file } is cancelled, nothing was stored.
upload-failed =
    😔 <b>{ $file } cannot be loaded</b>, nothing was stored.

    { $problem }
upload-problem-not-a-text = This file is no UTF-8 text. In Excel: save it as “CSV UTF-8”.
upload-problem-file-gone = This file is gone or larger than 20 MB. Send it again, in two parts if it is large.
upload-problem-bad-content = The unit in line { $line } is longer than 50,000 characters.
upload-problem-upload-failed = The file could not be had from Telegram. Please send it again in a while.
low-stock = 📉 Only { $left } left of <b>{ $product }</b>.

## Refusals

refusal-already-there = ⚠️ The product has this unit already, available or sold. Send another one.
refusal-unit-gone = This unit has been sold, set aside or deleted.
refusal-too-many-lines = ⚠️ At most { $most } lines by chat. Send them as a .txt file.
refusal-not-a-text = ⚠️ This file is no UTF-8 text. A .txt file of Notepad is one.
refusal-file-gone = ⚠️ This file is gone or larger than 20 MB. Please send it again.
refusal-upload-over = This file is done with already.
