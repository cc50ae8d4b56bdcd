### Kata-kata menu 🛒 Produk.

admin-products = 🛒 Produk

## Tombol

button-add-product = ➕ Tambah Produk
button-search = 🔎 Cari
button-categories = 🗂 Kategori
button-archived = 🗄 Arsip
button-listed = 🛒 Yang Dijual
button-edit-name = ✏️ Nama
button-edit-price = 💵 Harga
button-edit-code = 🔑 Kode
button-edit-description = 📝 Deskripsi
button-edit-category = 🗂 Kategori
button-edit-photo = 🖼 Foto
button-edit-warranty = 🛡 Garansi
button-edit-terms = 📜 SNK
button-price-steps = 📉 Harga Grosir
button-archive = 🗄 Arsipkan
button-restore = ♻️ Jual Lagi
button-remove-for-good = 🗑 Hapus
button-skip = ⏭ Lewati
button-clear = 🧹 Kosongkan
button-no-category = 🚫 Tanpa Kategori
button-add-category = ➕ Kategori Baru
button-rename = ✏️ Ganti Nama
button-raise = ⬆️ Naikkan
button-add-step = ➕ Tambah Harga Grosir
button-remove-step = 🗑 { $quantity }+ → { $price }

## Layar

nothing-yet = –
there-is = ✅ ada
days = { $days } hari
products-admin =
    🛒 <b>Produk</b>

    { $total } produk dijual · halaman { $page }/{ $pages }
products-admin-archived =
    🗄 <b>Arsip Produk</b>

    { $total } produk diarsipkan · halaman { $page }/{ $pages }
products-admin-search = 🔎 “{ $search }”
products-admin-none = Belum ada produk di sini.
products-ask-search = 🔎 Ketik nama atau kode produk yang dicari, contoh: <code>netflix</code>
product-admin =
    📦 <b>{ $name }</b> · { $state }

    🔑 Kode: <code>{ $code }</code>
    💵 Harga: <b>{ $price }</b>
    📉 Grosir: { $steps }
    🗂 Kategori: { $category }
    🛡 Garansi: { $warranty }
    🖼 Foto: { $photo }
    📊 Stok: { $free } · terjual { $sold }

    📝 { $description }

    📜 { $terms }
product-state-listed = 🟢 dijual
product-state-archived = 🗄 diarsipkan
product-archived = Produk diarsipkan. Pembeli tidak melihatnya lagi.
product-restored = Produk dijual lagi.
product-removed = Produk dihapus.
product-changed = ✅ Tersimpan.
product-added = ✅ Produk dibuat. Sekarang isi stoknya.
product-sure-to-remove =
    🗑 Hapus <b>{ $name }</b> beserta stoknya untuk selamanya?

    Ini tidak dapat dibatalkan. Kalau hanya ingin berhenti menjual, pakai 🗄 Arsipkan.
product-pick-category = 🗂 Produk ini masuk kategori mana?
product-new =
    ➕ <b>Produk baru</b> · { $number }/{ $count }

    { $question }
product-edit =
    ✏️ <b>{ $name }</b>
    Sekarang: { $was }

    { $question }
product-ask-code = Ketik kode produk: pendek, huruf dan angka, untuk tautan langsung. Contoh: <code>netflix-1b</code>
product-ask-name = Ketik nama produk. Contoh: <code>Netflix 1 Bulan</code>
product-ask-price = Berapa harganya? Contoh: <code>25.000</code> atau <code>25rb</code>
product-ask-description = Ketik deskripsinya, boleh beberapa baris.
product-ask-category-id = Pilih kategorinya, atau ketik nama kategori baru.
product-ask-photo = Kirim foto produknya.
product-ask-warranty-days = Berapa hari garansinya? <code>0</code> berarti tanpa garansi. Contoh: <code>30</code>
product-ask-terms = Ketik syarat &amp; ketentuan (SNK) yang dikirim setelah barang, boleh beberapa baris.
price-step = { $quantity }+ → { $price }
price-steps =
    📉 <b>Harga grosir { $name }</b>

    Harga biasa: { $price }
    Grosir: { $steps }

    Ketuk 🗑 untuk menghapus satu tingkat.
price-step-ask-quantity = Mulai beli berapa unit harga grosirnya berlaku? Contoh: <code>5</code>
price-step-ask-price = Berapa harga per unit mulai { $quantity } unit? Contoh: <code>22.500</code>
categories-admin =
    🗂 <b>Kategori</b>

    Ketuk satu untuk mengubahnya. Angkanya jumlah produk yang dijual.
categories-admin-none =
    🗂 <b>Kategori</b>

    Belum ada kategori. Semua produk tampil dalam satu daftar.
category-admin =
    🗂 <b>{ $name }</b>

    { $products } produk dijual di kategori ini.
category-ask-name = Ketik nama kategorinya. Contoh: <code>Streaming</code>
category-changed = ✅ Kategori tersimpan.
category-removed = Kategori dihapus, produknya tetap ada.
category-sure-to-remove =
    🗑 Hapus kategori <b>{ $name }</b>?

    { $products } produk di dalamnya tetap dijual, tanpa kategori.

## Penolakan

refusal-product-unknown = Produk ini sudah tidak ada.
refusal-category-unknown = Kategori ini sudah tidak ada.
refusal-code-taken = ⚠️ Kode { $wanted } sudah dipakai produk lain. Pilih kode lain.
refusal-name-taken = ⚠️ Kategori { $wanted } sudah ada. Pilih nama lain.
refusal-ever-ordered = Produk ini pernah dipesan, jadi riwayatnya harus tetap ada. Pakai 🗄 Arsipkan.
refusal-not-a-number = ⚠️ Tulis angka bulat. Contoh: <code>30</code>
