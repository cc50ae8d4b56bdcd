### Kata-kata menu 🎟️ Voucher.

admin-vouchers = 🎟️ Voucher

button-add-voucher = ➕ Buat Voucher
button-make-voucher = ✅ Buat Sekarang
button-end-voucher = ⏸ Hentikan
button-resume-voucher = ▶️ Aktifkan Lagi
button-go-on = ➡️ Lanjut
vouchers-admin =
    🎟️ <b>Voucher</b>

    Angka di belakang: dipakai / batasnya.
vouchers-admin-none =
    🎟️ <b>Voucher</b>

    Belum ada voucher. Buat satu, lalu bagikan kodenya.
voucher-admin =
    🎟️ <b>{ $code }</b> · { $state }

    { $facts }

    📊 Terpakai: <b>{ $used }×</b>, total potongan { $discount }
    ⏳ Ditahan pesanan yang belum dibayar: { $held }×
voucher-code = 🔑 Kode: <code>{ $code }</code>
voucher-facts =
    💸 Potongan: <b>{ $value }</b>
    🔝 Potongan paling banyak: { $most }
    🛒 Minimal belanja: { $least }
    👥 Batas pakai semua orang: { $total }
    👤 Batas pakai per orang: { $each }
    🗓 Mulai: { $starts }
    ⌛ Sampai: { $ends }
    🗂 Untuk: { $meant }
voucher-active = 🟢 aktif
voucher-ended = ⏸ dihentikan
voucher-over = ⌛ lewat tanggal
voucher-ahead = 🗓 belum mulai
voucher-no-limit = tanpa batas
voucher-times = { $count }×
voucher-at-once = langsung
voucher-never = seterusnya
voucher-everything = semua produk
voucher-made = ✅ Voucher jadi dan bisa dipakai.
voucher-stopped = Voucher dihentikan. Pesanan yang sudah memakainya tidak berubah.
voucher-resumed = Voucher aktif lagi.
voucher-new =
    🎟️ <b>Voucher baru</b> · { $number }/{ $count }

    { $question }
voucher-ask-code = 🔑 Ketik kodenya, 3 sampai 32 huruf atau angka. Contoh: <code>HEMAT10</code>
voucher-ask-value = 💸 Berapa potongannya? Contoh: <code>10%</code> atau <code>5.000</code>
voucher-ask-most-discount = 🔝 Paling banyak potong berapa? Contoh: <code>20.000</code>. Lewati kalau tanpa batas.
voucher-ask-least-spend = 🛒 Minimal belanja berapa? Contoh: <code>50.000</code>. Lewati kalau tanpa minimal.
voucher-ask-uses-in-total = 👥 Bisa dipakai berapa kali oleh semua orang? Contoh: <code>100</code>. Lewati kalau tanpa batas.
voucher-ask-uses-per-customer = 👤 Bisa dipakai berapa kali per orang? Contoh: <code>1</code>. Lewati kalau tanpa batas.
voucher-ask-starts-at = 🗓 Mulai kapan? Contoh: <code>31/12/2026</code> atau <code>31/12/2026 20:00</code>. Lewati kalau langsung berlaku.
voucher-ask-ends-at = ⌛ Sampai kapan? Contoh: <code>31/01/2027</code>. Lewati kalau seterusnya.
voucher-ask-meant = 🗂 Untuk produk apa? Ketuk kategorinya, atau ketik nama produk untuk mencarinya. Langsung lanjut kalau untuk semua.
voucher-ask-sure = 👀 Periksa dulu. Setelah dibuat, isinya tidak bisa diubah, hanya dihentikan.
voucher-meant-now = Sekarang untuk: <b>{ $meant }</b>

refusal-not-a-moment = ⚠️ Itu bukan tanggal. Contoh: <code>31/12/2026</code> atau <code>31/12/2026 20:00</code>
refusal-voucher-unknown = Voucher ini tidak ditemukan.
refusal-meant-by-voucher = Ada voucher khusus untuk ini, jadi tidak bisa dihapus. Arsipkan atau ganti namanya saja.
refusal-bad-voucher =
    { $field ->
        [code] ⚠️ Kode 3 sampai 32 huruf, angka, - atau _. Contoh: <code>HEMAT10</code>
        [code_taken] ⚠️ Kode ini sudah dipakai voucher lain. Pilih yang lain, ya.
        [value] ⚠️ Potongan 1% sampai 100%, atau Rp 1 sampai Rp 100.000.000. Contoh: <code>10%</code>
        [most_discount] ⚠️ Tulis Rp 1 sampai Rp 100.000.000. Contoh: <code>20.000</code>
        [least_spend] ⚠️ Tulis paling banyak Rp 100.000.000. Contoh: <code>50.000</code>
        [ends_at] ⚠️ Tanggal selesai harus sesudah tanggal mulai dan belum lewat. Contoh: <code>31/12/2027</code>
       *[uses] ⚠️ Tulis angka mulai dari 1. Contoh: <code>100</code>
    }
