### Kata-kata untuk yang menjalankan toko.

menu-admin = ⚙️ Admin Settings

admin =
    ⚙️ <b>Admin Settings</b>

    Toko: <b>{ $shop }</b>
    Mau atur apa?
refusal-not-grantable = Hanya penjual yang menentukan siapa stafnya.
