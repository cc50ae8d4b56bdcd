### Words of the menu 🛒 Products.

admin-products = 🛒 Products

## Buttons

button-add-product = ➕ Add Product
button-search = 🔎 Search
button-categories = 🗂 Categories
button-archived = 🗄 Archive
button-listed = 🛒 For Sale
button-edit-name = ✏️ Name
button-edit-price = 💵 Price
button-edit-code = 🔑 Code
button-edit-description = 📝 Description
button-edit-category = 🗂 Category
button-edit-photo = 🖼 Photo
button-edit-warranty = 🛡 Warranty
button-edit-terms = 📜 Terms
button-price-steps = 📉 Wholesale Prices
button-archive = 🗄 Archive
button-restore = ♻️ Sell Again
button-remove-for-good = 🗑 Delete
button-skip = ⏭ Skip
button-clear = 🧹 Leave Empty
button-no-category = 🚫 No Category
button-add-category = ➕ New Category
button-rename = ✏️ Rename
button-raise = ⬆️ Move Up
button-add-step = ➕ Add Wholesale Price
button-remove-step = 🗑 { $quantity }+ → { $price }

## Screens

nothing-yet = –
there-is = ✅ yes
days = { $days } days
products-admin =
    🛒 <b>Products</b>

    { $total } products for sale · page { $page }/{ $pages }
products-admin-archived =
    🗄 <b>Archived Products</b>

    { $total } products archived · page { $page }/{ $pages }
products-admin-search = 🔎 “{ $search }”
products-admin-none = There are no products here.
products-ask-search = 🔎 Type the name or code to look for, for example: <code>netflix</code>
product-admin =
    📦 <b>{ $name }</b> · { $state }

    🔑 Code: <code>{ $code }</code>
    💵 Price: <b>{ $price }</b>
    📉 Wholesale: { $steps }
    🗂 Category: { $category }
    🛡 Warranty: { $warranty }
    🖼 Photo: { $photo }
    📊 Stock: { $free } · sold { $sold }

    📝 { $description }

    📜 { $terms }
product-state-listed = 🟢 for sale
product-state-archived = 🗄 archived
product-archived = The product is archived. Buyers do not see it any more.
product-restored = The product is for sale again.
product-removed = The product is deleted.
product-changed = ✅ Saved.
product-added = ✅ The product is made. Now load its stock.
product-sure-to-remove =
    🗑 Delete <b>{ $name }</b> and its stock for good?

    This cannot be undone. If you just want to stop selling it, use 🗄 Archive.
product-pick-category = 🗂 Which category does this product go into?
product-new =
    ➕ <b>New product</b> · { $number }/{ $count }

    { $question }
product-edit =
    ✏️ <b>{ $name }</b>
    Now: { $was }

    { $question }
product-ask-code = Type a code for the product: short, letters and digits, for direct links. Example: <code>netflix-1m</code>
product-ask-name = Type the name. Example: <code>Netflix 1 Month</code>
product-ask-price = What does it cost? Example: <code>25.000</code> or <code>25k</code>
product-ask-description = Type the description, on as many lines as you like.
product-ask-category-id = Choose a category, or type the name of a new one.
product-ask-photo = Send a photo of the product.
product-ask-warranty-days = For how many days is there a warranty? <code>0</code> is none. Example: <code>30</code>
product-ask-terms = Type the terms that are sent after the goods, on as many lines as you like.
price-step = { $quantity }+ → { $price }
price-steps =
    📉 <b>Wholesale prices of { $name }</b>

    Usual price: { $price }
    Wholesale: { $steps }

    Tap 🗑 to take one back.
price-step-ask-quantity = From how many units on does the wholesale price hold? Example: <code>5</code>
price-step-ask-price = What does each cost from { $quantity } units on? Example: <code>22.500</code>
categories-admin =
    🗂 <b>Categories</b>

    Tap one to change it. The figure is how many products it sells.
categories-admin-none =
    🗂 <b>Categories</b>

    There are none yet. All products stand in one list.
category-admin =
    🗂 <b>{ $name }</b>

    { $products } products are sold in this category.
category-ask-name = Type the name of the category. Example: <code>Streaming</code>
category-changed = ✅ The category is saved.
category-removed = The category is deleted, its products remain.
category-sure-to-remove =
    🗑 Delete the category <b>{ $name }</b>?

    Its { $products } products stay for sale, without a category.

## Refusals

refusal-product-unknown = This product is gone.
refusal-category-unknown = This category is gone.
refusal-code-taken = ⚠️ Another product has the code { $wanted }. Choose another one.
refusal-name-taken = ⚠️ There is a category { $wanted } already. Choose another name.
refusal-ever-ordered = This product was ordered once, so its history has to stay. Use 🗄 Archive.
refusal-not-a-number = ⚠️ Type a whole number. Example: <code>30</code>
