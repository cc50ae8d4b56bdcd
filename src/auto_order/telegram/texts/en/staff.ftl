### Words for those who run the shop.

menu-admin = ⚙️ Admin Settings

admin =
    ⚙️ <b>Admin Settings</b>

    Shop: <b>{ $shop }</b>
    What would you like to run?
refusal-not-grantable = Only the seller decides who is of the staff.
