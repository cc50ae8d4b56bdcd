### What a unit of a product is: a text, a file, or the same for everyone.

stock-always = always there

## Buttons

button-change-kind = 🧩 Change What a Unit Is
button-add-file = 📎 Add a File
button-share = 🔗 Shared Content
button-show-shared = 👁 Show Content
button-limit-shared = 🔢 Limit
button-unlimit-shared = ♾ No Limit
button-stop-shared = ⛔ Stop

## Screens

stock-kind-texts = 📝 a text for one buyer
stock-kind-files = 📎 a file for one buyer
stock-kind-shared = 🔗 shared, the same for everyone
stock-kinds =
    🧩 <b>{ $name }</b>
    Now: { $kind }

    What shall a unit be? The old stock must be empty first.
stock-kind-changed = 🧩 It is changed.
stock-ask-file =
    📎 <b>{ $name }</b>

    Send one file of at most 20 MB. One file is one unit and goes to one buyer.
shared-ask-content =
    🔗 <b>{ $name }</b>

    Send what every buyer gets, a text or a .txt file. Example:
    <code>https://example.com/class/abc123</code>
shared-ask-remaining =
    🔢 How many more may be sold? Example: <code>100</code>
shared-saved = 🔗 Stored. The next buyers get this.
shared-limited = 🔢 The number is set.

## Refusals

refusal-kind-in-use = ⚠️ The stock is not empty. Sell or delete what is left, then change it.
refusal-not-shared = ⚠️ There is nothing yet. Tap 🔗 Shared Content first.
