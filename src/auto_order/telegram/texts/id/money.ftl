### Saldo, deposit, kupon, pengembalian dana.

menu-deposit = 💰 Deposit

button-pay-wallet = 💼 Saldo ({ $balance })
button-other-amount = ✏️ Nominal Lain
button-transfer = 📝 Transfer Manual
button-transferred = ✅ Saya Sudah Transfer
button-movements = 📒 Riwayat Saldo
button-cancel-deposit = ❌ Batalkan Deposit

button-voucher = 🎟️ Gunakan Kupon
button-forget-voucher = 🎟️ Lepas { $code }
ask-voucher =
    🎟️ Ketik kode kuponnya.

    Contoh: <code>HEMAT10</code>
payment-voucher = 🎟️ Kupon { $code }: -{ $discount }
payment-discount = 🎟️ Potongan: -{ $discount }

wallet-paid =
    ✅ <b>Dibayar dengan saldo</b>

    🧾 Invoice: <code>{ $number }</code>
    💵 Total: <b>{ $total }</b>
    💼 Sisa saldo: { $balance }

    Pesananmu dikirim sebentar lagi.

deposit =
    💰 <b>Deposit</b>

    💼 Saldo: <b>{ $balance }</b>

    Pilih nominal yang mau diisi:
ask-amount =
    ✏️ Mau isi berapa? Ketik nominalnya, dari { $least } sampai { $most }.

    Contoh: <code>50.000</code>, <code>50rb</code> atau <code>50k</code>
ask-amount-sent =
    ✏️ Berapa yang sudah kamu transfer? Ketik nominalnya, dari { $least } sampai { $most }.

    Contoh: <code>50.000</code>, <code>50rb</code> atau <code>50k</code>
transfer =
    📝 <b>Transfer Manual</b>

    { $instructions }

    Setelah transfer, ketuk tombol di bawah. Penjual mengecek lalu menambah saldomu.
transfer-stated =
    ⏳ Deposit <code>{ $number }</code> sebesar <b>{ $amount }</b> menunggu dicek penjual. Kamu akan dikabari.
topup-open = ⏳ Deposit <code>{ $number }</code> sebesar <b>{ $amount }</b> masih menunggu pembayaran.
topup-invoice =
    💠 <b>Deposit QRIS</b>

    🧾 Nomor: <code>{ $number }</code>
    💵 Bayar tepat: <b>{ $amount }</b>
    ⏰ Sebelum: <b>{ $deadline }</b>

    Scan QR ini dengan m-banking atau e-wallet. Nama merchant yang tampil: <b>{ $merchant }</b>. Saldo bertambah otomatis setelah pembayaran masuk.
topup-canceling = Deposit sedang dibatalkan…
topup-closed-expired =
    ⌛ Waktu bayar deposit <code>{ $number }</code> sudah habis. Jangan bayar QR yang lama. Kalau terlanjur, saldonya tetap masuk.
topup-closed-canceled =
    ❌ Deposit <code>{ $number }</code> dibatalkan. Jangan bayar QR yang lama.
topup-closed-gateway-down =
    😔 Layanan pembayaran sedang gangguan, jadi deposit <code>{ $number }</code> kami tutup. Belum ada uang yang ditarik. Silakan coba lagi sebentar lagi.
topup-closed-refused =
    😔 Pembayaran untuk deposit <code>{ $number }</code> tidak dapat dibuat. Penjual sudah diberi tahu.
topup-closed-not-found =
    ❌ Deposit <code>{ $number }</code> ditolak penjual: { $note }
topped-up =
    ✅ Deposit <code>{ $number }</code> masuk: <b>{ $amount }</b>
    💼 Saldo sekarang: <b>{ $balance }</b>
topup-status-pending = menunggu pembayaran
topup-status-waiting-by-hand = transfer manual, menunggu dicek
topup-status-settled = ✅ sudah masuk
topup-status-expired = ⌛ kedaluwarsa
topup-status-canceled = ❌ dibatalkan
topup-status-failed = ❌ gagal dibuat
topup-status-review = 🔎 diperiksa penjual

movements =
    📒 <b>Riwayat Saldo</b>

    💼 Saldo: <b>{ $balance }</b>

    { $lines }

    Halaman { $page }/{ $pages }
movements-none = Belum ada mutasi.
sign-in = ➕
sign-out = ➖
movement-line = { $sign } <b>{ $amount }</b> · { $what }
    { $at } · saldo { $balance }
movement-payment = pembayaran masuk
movement-purchase = belanja
movement-review = hasil pemeriksaan
movement-refund = pengembalian dana
movement-refund-made = pengembalian dana
movement-adjustment = penyesuaian penjual

returned-to-wallet = ↩️ Pengembalian dana <b>{ $amount }</b> sudah masuk ke saldomu.
returned-outside = ↩️ Pengembalian dana <b>{ $amount }</b> sudah dikirim penjual.
unit-replaced = ♻️ Satu unit <b>{ $name }</b> dari <code>{ $number }</code> diganti. Pesananmu dikirim ulang dengan unit yang baru.
order-refunded = ↩️ Sudah dikembalikan: { $amount }
order-replaced = ♻️ Unit yang diganti: { $count }

staff-problem-payments-forgotten =
    ⚠️ { $count } pembayaran tidak punya jadwal pengecekan lagi. Kami mengeceknya sekarang.
staff-topup =
    💰 <b>Deposit</b> <code>{ $number }</code>
    👤 { $buyer }
    💵 { $amount } · { $status }

refusal-not-enough-balance = 💼 Saldo tidak cukup: { $balance } dari { $price }. Isi dulu lewat 💰 Deposit.
refusal-reason-missing = Tulis alasannya, 3 sampai 500 karakter. Contoh: salah transfer
refusal-payment-not-found = Pembayaran tidak ditemukan.
refusal-payment-decided = Pembayaran ini sudah diputuskan.
refusal-transfers-off = 😔 Transfer manual tidak diaktifkan di toko ini.
refusal-voucher-not-usable = 🎟️ Kupon ini tidak bisa dipakai. Cek lagi kodenya, ya.
refusal-voucher-spend-more = 🎟️ Kupon ini berlaku mulai belanja { $minimum }.
refusal-voucher-for-others = 🎟️ Kupon ini untuk produk lain.
refusal-too-many-guesses = ⏳ Terlalu banyak kode salah. Coba lagi dalam { $minutes } menit.
refusal-refund-too-much = ↩️ Paling banyak { $balance } yang masih bisa dikembalikan.
refusal-refund-not-found = Pengembalian dana tidak ditemukan.
refusal-refund-made = Pengembalian dana ini sudah dilakukan.
refusal-nothing-to-refund = Tidak ada uang yang bisa dikembalikan untuk pesanan ini.
refusal-review-is-test = 🧪 Ini uang percobaan. Kasusnya hanya bisa ditutup.
refusal-review-without-order = Pembayaran ini untuk deposit, tidak ada barang yang dikirim.
refusal-unit-not-replaceable = Unit ini tidak bisa diganti.
refusal-too-many-held-units = ⏳ Paling banyak { $most } unit yang boleh kamu pesan sebelum dibayar. Bayar dulu yang ada, atau kurangi jumlahnya.
