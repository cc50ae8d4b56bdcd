### Kata-kata menu 🧾 Order, 👥 User, 👮 Staf dan 💰 Deposit.

admin-orders = 🧾 Order
admin-users = 👥 User
admin-money = 💰 Deposit
admin-staff = 👮 Staf

## Order

filter-all = 🧾 Semua
filter-waiting = ⏳ Menunggu
filter-paid = 💰 Dibayar
filter-delivered = ✅ Terkirim
filter-problem = 🚨 Bermasalah
filter-over = ⌛ Berakhir
button-call-off = ❌ Batalkan
button-replace-unit = 🔁 Ganti Unit
button-mark-paid = 💵 Tandai Dibayar
button-refund-wallet = ↩️ Refund ke Saldo
button-refund-outside = ↩️ Refund Manual
button-story = 🕑 Riwayat
button-buyer = 👤 Pembeli
orders-admin =
    🧾 <b>Order</b> · { $which }

    { $total } pesanan · halaman { $page }/{ $pages }
orders-ask-search = 🔎 Ketik nomor invoice, nama, @username atau ID pembeli. Contoh: <code>7K3FQ9XW</code>
order-admin =
    🧾 <b>Pesanan</b> <code>{ $number }</code>
    👤 { $buyer }

    { $lines }

    🎟️ Diskon: { $discount }
    🧾 Biaya Layanan: { $fee }
    💵 Total: <b>{ $total }</b>
    📌 Status: <b>{ $status }</b>
    💳 Pembayaran: { $payment }
    📦 Pengiriman: { $delivery }
    ↩️ Dikembalikan: { $refunded }
    🗓 Dibuat: { $placed }
payment-none = belum ada
payment-admin = { $gateway }, { $state } · <code>{ $reference }</code>
payment-state-creating = QRIS sedang dibuat
payment-state-pending = menunggu
payment-state-settled = lunas
payment-state-expired = lewat waktu
payment-state-canceled = dibatalkan
payment-state-failed = gagal
payment-state-review = perlu diperiksa
delivery-state-queued = antre
delivery-state-sending = sedang dikirim
delivery-state-sent = ✅ terkirim
delivery-state-blocked = ⚠️ pembeli memblokir bot
delivery-state-dead = 🚨 gagal terus
order-units =
    🔁 <b>Ganti unit</b> · <code>{ $number }</code>

    Pilih unit yang rusak. Unit lama hangus, pembeli langsung menerima penggantinya.
order-sure-to-cancel =
    ❌ Batalkan pesanan <code>{ $number }</code>?

    Kalau pembayarannya ternyata sudah masuk, pesanan tetap dikirim.
story =
    🕑 <b>Riwayat</b> <code>{ $number }</code>

    { $lines }
story-line = • { $at } — { $what }
story-placed = pesanan dibuat
story-invoice = QRIS ditampilkan, { $amount }
story-paid = dibayar, { $amount }
story-settled = uang masuk lewat { $gateway }, { $amount }
story-promised = barang disiapkan
story-sent = barang terkirim
story-closed = { $status }
story-refund = refund dicatat, { $amount }
story-refunded = refund selesai, { $amount }
story-deed = { $action } oleh { $actor }

## User dan staf

button-credit = ➕ Tambah Saldo
button-debit = ➖ Kurangi Saldo
button-block = 🚫 Blokir
button-unblock = ✅ Buka Blokir
button-make-staff = 👮 Staf
button-dismiss = 🚪 Berhentikan
users-admin =
    👥 <b>User</b>

    { $total } pengguna · halaman { $page }/{ $pages }
users-ask-search = 🔎 Ketik nama, @username atau ID Telegram. Contoh: <code>budi</code>
user-admin =
    👤 <b>{ $name }</b> · { $state }

    🔗 Username: { $username }
    🆔 ID: <code>{ $id }</code>
    🌐 Bahasa: { $language }
    💼 Saldo: <b>{ $balance }</b>
    🧾 Pesanan selesai: { $orders } · { $spent }
    🗓 Sejak: { $met }
user-blocked = 🚫 diblokir
user-served = 🟢 aktif
user-sure-to-block =
    🚫 Blokir <b>{ $name }</b>?

    Dia tidak dapat memakai toko ini lagi. Pesanan yang sudah dibayar tetap dikirim.
staff-admin =
    👮 <b>Staf</b>

    Ketuk satu untuk mengatur izinnya.
staff-admin-none =
    👮 <b>Staf</b>

    Belum ada staf. Minta orangnya membuka toko ini sekali, lalu buka 👥 User, pilih dia, dan ketuk 👮 Staf.
member-admin =
    👮 <b>{ $name }</b>

    Ketuk izin untuk menyalakan atau mematikannya. Yang tidak dicentang tidak bisa dibuka.
member-dismissed = { $name } bukan staf lagi.
permission-catalog = 🛒 Produk
permission-stock = 📦 Stok
permission-orders = 🧾 Order
permission-money = 💰 Uang
permission-users = 👥 User
permission-broadcast = 📣 Broadcast
permission-settings = ⚙️ Toko

## Uang

button-transfers = 📝 Transfer manual ({ $count })
button-cases = 🚨 Perlu diperiksa ({ $count })
button-refunds-due = ↩️ Refund belum dikirim ({ $count })
button-topups = 📜 Deposit Terakhir
button-confirm-transfer = ✅ { $number }. Masuk
button-reject-transfer = ❌ { $number }. Tidak ada
button-refund-made = ✅ { $number }. Sudah dikirim
button-review-deliver = 📦 Kirim Barang
button-review-credit = 💼 Jadikan Saldo
button-review-refund = ↩️ Kembalikan
button-review-dismiss = 🗑 Tutup Kasus
money-admin =
    💰 <b>Deposit &amp; uang</b>

    📝 Transfer yang menunggu dicek: <b>{ $transfers }</b>
    🚨 Pembayaran yang perlu diperiksa: <b>{ $cases }</b>
    ↩️ Refund yang belum dikirim: <b>{ $refunds }</b>
nothing-waits = Tidak ada yang menunggu. 👍
transfers-admin = 📝 <b>Transfer manual</b> yang kata pembeli sudah dikirim. Cek rekeningmu dulu.
transfer-line = { $number }. { $buyer } · <b>{ $amount }</b> · { $at }
topups-admin = 📜 <b>Deposit terakhir</b>
topup-line = • { $buyer } · { $amount } · { $state } · { $at }
cases-admin = 🚨 <b>Pembayaran yang perlu diperiksa</b>. Uangnya masuk, datanya tidak cocok.
case-admin =
    🚨 <b>Pembayaran perlu diperiksa</b>

    👤 { $buyer }
    💵 Masuk: <b>{ $amount }</b> · diminta: { $asked }
    ⚠️ Tidak cocok: { $faults }
    🧾 Referensi: <code>{ $reference }</code>
    🗓 { $opened }
refunds-due-admin = ↩️ <b>Refund yang masih harus kamu kirim sendiri</b>
refund-due-line = { $number }. { $buyer } · <b>{ $amount }</b> · { $reason }
deed-done = ✅ Selesai dan tercatat.
deed-ask-amount = Berapa jumlahnya? Contoh: <code>50.000</code>
deed-mark-paid = 💵 <b>Tandai pesanan ini sudah dibayar</b>, barang langsung dikirim.
deed-reason-mark-paid = Tulis catatannya. Contoh: <code>transfer BCA 12.30 a.n. Budi</code>
deed-refund-wallet = ↩️ <b>Refund ke saldo pembeli</b>
deed-reason-refund-wallet = Tulis alasannya. Contoh: <code>akun bermasalah</code>
deed-refund-outside = ↩️ <b>Refund yang kamu kirim sendiri</b>
deed-reason-refund-outside = Tulis alasannya. Contoh: <code>pembeli minta ke rekening</code>
deed-refund-made = ✅ <b>Refund sudah kamu kirim</b>
deed-reason-refund-made = Tulis buktinya. Contoh: <code>BCA ref 123456</code>
deed-review-deliver = 📦 <b>Uangnya benar, kirim barangnya</b>
deed-reason-review-deliver = Tulis alasannya. Contoh: <code>nominal cocok di dashboard</code>
deed-review-credit = 💼 <b>Masukkan uangnya ke saldo pembeli</b>
deed-reason-review-credit = Tulis alasannya. Contoh: <code>kurang bayar</code>
deed-review-refund = ↩️ <b>Kembalikan uangnya di luar toko</b>
deed-reason-review-refund = Tulis alasannya. Contoh: <code>salah bayar</code>
deed-review-dismiss = 🗑 <b>Tutup kasus tanpa barang dan tanpa saldo</b>
deed-reason-review-dismiss = Tulis alasannya. Contoh: <code>uang percobaan</code>
deed-confirm-transfer = ✅ <b>Transfer sudah masuk, tambahkan ke saldo pembeli</b>
deed-reason-confirm-transfer = Tulis catatannya. Contoh: <code>mutasi BCA 12.30</code>
deed-reject-transfer = ❌ <b>Transfer tidak ada</b>. Alasannya dibaca pembeli.
deed-reason-reject-transfer = Tulis alasannya. Contoh: <code>belum ada mutasi masuk</code>
deed-credit = ➕ <b>Tambah saldo</b>
deed-reason-credit = Tulis alasannya. Contoh: <code>bonus pelanggan</code>
deed-debit = ➖ <b>Kurangi saldo</b>
deed-reason-debit = Tulis alasannya. Contoh: <code>salah tambah</code>
deed-replace-unit = 🔁 <b>Ganti unit ini dengan yang baru</b>
deed-reason-replace-unit = Tulis alasannya. Contoh: <code>akun tidak bisa login</code>

refusal-customer-unknown = Pengguna ini tidak ditemukan.
refusal-staff-not-blocked = Staf tidak dapat diblokir. Berhentikan dulu.
