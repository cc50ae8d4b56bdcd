### Kata-kata toko dalam bahasa Indonesia. Nilai yang disisipkan sudah diamankan untuk HTML.

## Tombol menu utama

menu-products = 🛍 Semua Produk
menu-stock = 🏷 Cek Stok
menu-orders = 🧾 Pesanan Saya
menu-information = ℹ️ Informasi
menu-how-to = 📘 Cara Order

## Tombol

button-all-products = 🧭 Semua Produk
button-cancel = ❌ Batal
word-cancel = batal
button-back = ⬅️ Kembali
button-previous = ⬅️
button-next = ➡️
button-refresh = 🔄 Refresh
button-newest = 🆕 Terbaru
button-cheapest = 💸 Termurah
button-best = 🔥 Terlaris
button-less = ➖
button-more = ➕
button-times-two = ✌️ x2
button-times-five = 🖐️ x5
button-times-ten = 🔟 x10
button-description = 📖 Baca Selengkapnya
button-add-to-cart = 🧺 Lanjut ke Keranjang
button-buy-now = ⚡ Beli Sekarang
button-wait-for-stock = 🔔 Kabari Saya
button-see-product = 🛍 Lihat Produk
button-cart = 🧺 Keranjang
button-remove = 🗑
button-empty-cart = 🧹 Kosongkan
button-checkout = 💳 Lanjut ke Pembayaran
button-pay-qris = 💠 QRIS
button-cancel-purchase = ❌ Batalkan Pembelian
button-pay-page = 🔗 Buka Halaman Bayar
button-check-status = 🔍 Cek Status
button-show-qr = 💠 Tampilkan QR
button-resend = 📦 Kirim Ulang
button-language = 🌐 Bahasa
button-indonesian = 🇮🇩 Indonesia
button-english = 🇬🇧 English

## Layar

start =
    👋 Halo <b>{ $name }</b>, selamat datang di <b>{ $shop }</b>!

    Pilih produk, bayar pakai QRIS, pesanan langsung dikirim otomatis, 24 jam.

    👥 { $customers } pelanggan · ✅ { $sales } transaksi selesai

categories =
    🛍 <b>Kategori</b>

    Mau lihat yang mana?

products =
    🛍 <b>{ $title }</b>

    { $lines }

    Halaman { $page }/{ $pages } · ketuk nomornya untuk detail.

products-title-all = Semua Produk
products-title-search = Hasil cari “{ $search }”
products-line = <b>{ $number }. { $name }</b>
    { $price } · stok { $free } · terjual { $sold }
products-none =
    Belum ada produk yang tersedia saat ini. Silakan cek lagi nanti, ya.
products-none-found =
    Tidak ada produk dengan kata “{ $search }”. Coba kata lain, contoh: <code>/cari netflix</code>
search-ask =
    🔎 Mau cari apa? Ketik kata yang dicari, contoh: <code>netflix</code>
step-canceled = Dibatalkan.

stock =
    🏷 <b>Stok saat ini</b>
    { $lines }

    Halaman { $page }/{ $pages } · per { $at }
stock-line = • { $name }: <b>{ $free }</b>

product =
    📦 <b>{ $name }</b>
    { $description }
    💰 Harga: <b>{ $price }</b>
    { $steps }{ $warranty }📊 Stok: { $free } · terjual { $sold }
product-steps = 🏷 Grosir: { $steps }
product-warranty = 🛡 Garansi: { $days } hari
product-description =
    📦 <b>{ $name }</b>

    { $description }
product-quantity =
    🧮 Jumlah: <b>{ $quantity }</b> × { $price }
    💵 Total: <b>{ $total }</b>
product-sold-out =
    😔 Stok sedang habis.

waiting-for-stock = 🔔 Siap! Begitu { $name } ada lagi, kamu kami kabari.
back-in-stock =
    🔔 <b>{ $name }</b> sudah ada lagi! Harganya { $price }. Cepat sebelum habis, ya.

cart =
    🧺 <b>Keranjang</b>

    { $lines }

    { $discount }💵 Total: <b>{ $total }</b>
cart-line = { $number }. { $name }
    { $quantity } × { $price } = <b>{ $subtotal }</b>
cart-quantity = { $number }. × { $quantity }
cart-line-short = ⚠️ stok tinggal { $free }
cart-empty =
    🧺 Keranjangmu masih kosong. Yuk, pilih produk dulu.
cart-added = Masuk keranjang: { $name } × { $quantity }

payment =
    💳 <b>Pembayaran</b>

    { $lines }

    Subtotal: { $subtotal }
    { $discount }{ $fee }💵 Total bayar: <b>{ $total }</b>

    Pilih cara bayar:
more-lines = … dan { $count } lagi
payment-line = { $name } — { $quantity } × { $price }
payment-fee = Biaya Layanan: { $fee }
payment-changed = ⚠️ Harga atau isi keranjang berubah. Mohon periksa lagi sebelum membayar.
payment-preparing =
    ⏳ Menyiapkan QRIS untuk <code>{ $number }</code>…
payment-open = Pesanan { $number } masih menunggu pembayaran.
payment-left = Pembelian dibatalkan.

invoice =
    💠 <b>Pembayaran QRIS</b>

    🧾 Invoice: <code>{ $number }</code>
    { $lines }
    { $discount }{ $fee }
    💵 Bayar tepat: <b>{ $amount }</b>
    ⏰ Sebelum: <b>{ $deadline }</b>

    Scan QR ini dengan m-banking atau e-wallet. Nama merchant yang tampil: <b>{ $merchant }</b>. Pesanan dikirim otomatis setelah pembayaran masuk.
invoice-line = { $quantity } × { $name }
invoice-status-waiting = Belum ada pembayaran masuk. Kami cek otomatis terus sampai { $deadline }.
invoice-status-verifying = Pembayaran sedang diverifikasi. Mohon tunggu, pesananmu aman.
invoice-status-preparing = QRIS sedang disiapkan, tunggu sebentar, ya.
invoice-status-closed = Pesanan ini sudah tidak menunggu pembayaran.
invoice-canceling = Pesanan sedang dibatalkan…

closed-expired =
    ⌛ Waktu bayar <code>{ $number }</code> sudah habis dan pesanan ditutup. Jangan bayar QR yang lama. Kalau masih mau, silakan pesan lagi.
closed-canceled =
    ❌ Pesanan <code>{ $number }</code> dibatalkan. Jangan bayar QR yang lama.
closed-gateway-down =
    😔 Layanan pembayaran sedang gangguan, jadi pesanan <code>{ $number }</code> kami tutup. Belum ada uang yang ditarik. Silakan coba lagi sebentar lagi.
closed-refused =
    😔 Pembayaran untuk <code>{ $number }</code> tidak dapat dibuat, jadi pesanan kami tutup. Penjual sudah diberi tahu.
credited =
    💰 Pembayaran <b>{ $amount }</b> untuk <code>{ $number }</code> masuk setelah pesanan ditutup. Uangmu aman: sudah kami simpan sebagai saldo.
under-review =
    🔎 Pembayaran untuk <code>{ $number }</code> sudah kami terima dan perlu diperiksa penjual dulu. Kamu akan segera dikabari.

goods-header =
    ✅ <b>Pembayaran diterima, ini pesananmu!</b>
    🧾 Invoice: <code>{ $number }</code>
goods-line = 📦 <b>{ $name }</b> ({ $quantity })
goods-unit = <pre>{ $content }</pre>
goods-terms-text = { $terms }
goods-file = 📦 { $name }: { $quantity } unit untuk { $number }
goods-terms = 📜 <b>Syarat & ketentuan { $name }</b>

orders =
    🧾 <b>Pesanan Saya</b>

    { $lines }

    Halaman { $page }/{ $pages }
orders-line = { $number }. <code>{ $order }</code> · { $total }
    { $status } · { $placed }
orders-none =
    🧾 Kamu belum punya pesanan. Yuk, mulai belanja.
order =
    🧾 <b>Pesanan</b> <code>{ $number }</code>

    { $lines }

    { $discount }{ $fee }💵 Total: <b>{ $total }</b>
    📌 Status: <b>{ $status }</b>
    🗓 Dibuat: { $placed }
order-resent = 📦 Pesanan dikirim ulang.

status-awaiting = ⏳ menunggu pembayaran
status-paid = 💰 dibayar, sedang dikirim
status-fulfilled = ✅ selesai
status-expired = ⌛ kedaluwarsa
status-canceled = ❌ dibatalkan
status-credited = 💰 jadi saldo
status-refund-due = ↩️ menunggu pengembalian
status-refunded = ↩️ dikembalikan

how-to =
    📘 <b>Cara Order</b>

    1. Ketuk 🛍 Semua Produk, lalu pilih produknya.
    2. Atur jumlahnya, lalu ⚡ Beli Sekarang atau 🧺 Lanjut ke Keranjang.
    3. Pilih 💠 QRIS dan scan QR-nya. Bayar tepat sesuai nominal.
    4. Pesanan dikirim otomatis ke chat ini beberapa detik setelah pembayaran masuk.

    Pesanan lama bisa dibuka lagi lewat 🧾 Pesanan Saya.
language =
    🌐 Pilih bahasa:
language-chosen = Bahasa diganti ke Indonesia.
terms =
    📜 <b>Ketentuan</b>

    Barang digital dikirim otomatis setelah pembayaran terkonfirmasi. Syarat tiap produk dikirim bersama barangnya. Pembayaran yang terlambat menjadi barang atau saldo, tidak pernah hilang.
blocked = Maaf, akun ini tidak dapat memakai toko ini.
apology = 😔 Maaf, ada gangguan di sisi kami. Coba lagi sebentar lagi. Kode: <code>{ $code }</code>
too-fast = 🐢 Pelan-pelan, ya. Tunggu beberapa detik, lalu coba lagi.
old-button = Tombol ini sudah tidak berlaku. Silakan mulai lagi dari /start.

## Penolakan

refusal-out-of-stock = 😔 Stok tidak cukup, tersisa { $left }. Silakan kurangi jumlahnya.
refusal-product-not-listed = 😔 Produk ini sudah tidak dijual.
refusal-cart-full = 🧺 Keranjang penuh, paling banyak { $most } produk.
refusal-cart-empty = 🧺 Keranjangmu masih kosong.
refusal-too-many-open-orders = ⏳ Kamu punya { $most } pesanan yang belum dibayar. Bayar atau batalkan dulu salah satunya.
refusal-amount-not-payable = Total untuk QRIS harus antara { $minimum } dan { $maximum }.
refusal-order-not-found = Pesanan tidak ditemukan.
refusal-order-moved = Status pesanan ini sudah berubah.
refusal-quote-changed = Harga atau isi keranjang berubah.
refusal-nothing-to-resend = Belum ada yang bisa dikirim ulang untuk pesanan ini.
refusal-payments-off = 😔 Pembayaran belum diaktifkan di toko ini.
refusal-not-an-amount = Itu bukan jumlah uang. Contoh: 50.000
refusal-step-gone = Pertanyaan ini sudah dijawab atau sudah diganti.
refusal-not-expected =
    { $takes ->
        [photo] ⚠️ Yang ditunggu di sini adalah foto. Kirim fotonya, ya.
        [document] ⚠️ Yang ditunggu di sini adalah file. Kirim filenya lewat 📎, ya.
        [text-photo] ⚠️ Yang ditunggu di sini adalah teks atau foto.
        [text-document] ⚠️ Yang ditunggu di sini adalah teks atau file.
       *[text] ⚠️ Yang ditunggu di sini adalah teks. Ketik jawabannya, ya.
    }
refusal-bad-product =
    { $field ->
        [code] ⚠️ Kode hanya boleh huruf, angka, - dan _, paling panjang 32. Contoh: <code>netflix-1b</code>
        [name] ⚠️ Nama harus 1 sampai 100 karakter dalam satu baris. Contoh: <code>Netflix 1 Bulan</code>
        [price] ⚠️ Harga harus antara Rp 1 dan Rp 10.000.000.000. Contoh: <code>25.000</code>
        [description] ⚠️ Deskripsi paling panjang 3.000 karakter. Mohon dipersingkat.
        [terms] ⚠️ SNK paling panjang 10.000 karakter. Mohon dipersingkat.
        [warranty_days] ⚠️ Garansi ditulis dalam hari, 0 sampai 3.650. Contoh: <code>30</code>
        [step_quantity] ⚠️ Harga grosir mulai dari 2 sampai 10.000 unit. Contoh: <code>5</code>
        [step_price] ⚠️ Harga grosir harus lebih murah dari harga untuk jumlah yang lebih kecil, paling banyak 10 tingkat.
       *[other] ⚠️ Isian ini tidak benar: { $field }.
    }
refusal-bad-content = Isi stok di baris { $line } kosong atau terlalu panjang.

## Untuk penjual

staff-order =
    { $mark } <b>Pesanan</b> <code>{ $number }</code>
    👤 { $buyer }
    { $lines }
    💵 { $total } · { $status }
staff-problem-payment-review =
    🚨 Pembayaran <code>{ $number }</code> perlu diperiksa: { $faults }. Barang belum dikirim.
staff-problem-gateway-refused =
    🚨 Payment gateway menolak membuat QRIS untuk <code>{ $number }</code>: { $faults }.
staff-problem-gateway-silent =
    ⚠️ Payment gateway tidak menjawab saat memeriksa <code>{ $number }</code>. Kami terus mencoba.
staff-problem-delivery-dead =
    🚨 Pengiriman <code>{ $number }</code> gagal terus. Barangnya tetap bisa dibuka pembeli di 🧾 Pesanan Saya.
staff-problem-spam =
    🐢 <a href="tg://user?id={ $id }">{ $name }</a> (<code>{ $id }</code>) mengetuk terlalu cepat, jadi kami minta menunggu sebentar.
staff-problem-error =
    🚨 Kesalahan tak terduga di { $shop }: { $kind }. Kode log: <code>{ $code }</code>
staff-problem-job-dead =
    🚨 Pekerjaan { $job } gagal terus dan dihentikan. Lihat: <code>auto-order jobs list</code>

## Perintah

command-start = Mulai
command-products = Semua produk
command-search = Cari produk
command-stock = Cek stok
command-orders = Pesanan saya
command-language = Ganti bahasa
command-help = Cara order
