### Kata-kata menu ⚙️ Toko.

admin-settings = ⚙️ Toko
button-shop-name = 🏪 Nama Toko
button-support-contact = 👨‍💼 Kontak CS
button-invoice-minutes = ⏰ Waktu Bayar
button-low-stock-at = 📉 Batas Stok
button-hours = 🕘 Jam Buka
button-languages = 🌐 Bahasa
button-takes-qris = QRIS
button-takes-wallet = Saldo
button-takes-transfers = Transfer
button-open-shop = 🟢 Buka Toko
button-close-shop = 🔴 Tutup Toko
all-day = 24 jam
shop-is-open = 🟢 buka
shop-is-closed = 🔴 tutup
choices =
    ⚙️ <b>Toko</b> · { $state }

    🏪 Nama: <b>{ $name }</b>
    👨‍💼 Kontak CS: { $contact }
    🕘 Jam buka: { $hours }
    ⏰ Waktu bayar QRIS: { $minutes } menit
    📉 Kabari kalau stok tinggal: { $low }
    🌐 Bahasa: { $languages }

    Centang cara bayar yang diterima.
choice-ask =
    Sekarang: { $was }

    { $question }
ask-shop-name = 🏪 Ketik nama tokonya, paling panjang 64 karakter. Contoh: <code>Toko Rina</code>
ask-support-contact = 👨‍💼 Ketik kontak customer service. Contoh: <code>@toko_rina_cs</code>
ask-invoice-minutes = ⏰ Berapa menit QRIS berlaku? 5 sampai 180. Contoh: <code>15</code>
ask-low-stock-at = 📉 Mulai sisa berapa kamu dikabari? Contoh: <code>3</code>
ask-hours = 🕘 Ketik jam buka, di luar itu pembeli tidak bisa memesan. Contoh: <code>08:00-22:00</code>

refusal-bad-preference =
    { $choice ->
        [shop_name] ⚠️ Nama toko 1 sampai 64 karakter. Contoh: <code>Toko Rina</code>
        [support_contact] ⚠️ Kontak paling panjang 128 karakter. Contoh: <code>@toko_rina_cs</code>
        [invoice_minutes] ⚠️ Tulis 5 sampai 180 menit. Contoh: <code>15</code>
        [low_stock_at] ⚠️ Tulis angka bulat. Contoh: <code>3</code>
        [hours] ⚠️ Tulis jam buka dan tutup yang berbeda. Contoh: <code>08:00-22:00</code>
       *[other] ⚠️ Pilihan ini tidak dikenal.
    }
refusal-shop-closed =
    { $opens ->
        [none] 🔴 Toko sedang tutup. Silakan kembali lagi nanti, ya.
       *[other] 🔴 Toko sedang tutup dan buka lagi pukul { $opens }.
    }
refusal-way-off = Cara bayar ini sedang dimatikan. Silakan pilih cara lain.
