### Kata-kata menu 📦 Stok.

admin-stock = 📦 Stok

## Tombol

button-add-one = ✍️ Tambah Satu-satu
button-add-many = 📋 Tambah Banyak / File
button-show-units = 👁 Lihat Isi
button-find-units = 🔎 Cari Isi
button-export = ⬇️ Ekspor
button-clear-stock = 🧹 Hapus Semua Sisa
button-done = ✅ Selesai
button-save-lines = ✅ Simpan { $count } isi

## Layar

stocks-admin =
    📦 <b>Stok</b>

    { $total } produk · halaman { $page }/{ $pages }
    Ketuk produknya untuk mengisi atau melihat isinya.
stock-admin =
    📦 <b>Stok { $name }</b>
    🧩 Jenis isi: { $kind }

    🟢 Tersedia: <b>{ $free }</b>
    ✅ Terjual: { $sold }
stock-ask-unit =
    ✍️ <b>{ $name }</b>

    Kirim satu isi dalam satu pesan, boleh beberapa baris. File .txt dihitung satu isi.
stock-ask-lines =
    📋 <b>{ $name }</b>

    Tempel isinya, satu baris satu isi, atau kirim file <code>.txt</code> / <code>.csv</code>. Belum ada yang disimpan sebelum kamu setuju. Contoh:
    <code>user1@mail.com:sandi1</code>
    <code>user2@mail.com:sandi2</code>
stock-preview =
    📋 <b>{ $name }</b> — belum disimpan

    ✅ Baru: <b>{ $new }</b>
    { $repeated }

    Masih ada? Kirim lagi, nanti digabung.
stock-added = ✅ { $count } isi tersimpan.
repeated-none = ♻️ Ganda: tidak ada
repeated-lines = ♻️ Ganda: { $count }, tidak ikut disimpan (baris { $lines })
stock-sure-to-clear =
    🧹 Hapus semua { $free } isi <b>{ $name }</b> yang belum terjual?

    Ini tidak dapat dibatalkan. Ekspor dulu kalau ragu.
stock-cleared = { $count } isi dihapus.
units-admin =
    👁 <b>{ $name }</b> · { $total } isi tersedia
    Halaman { $page }/{ $pages }, urut seperti akan dijual. Ketuk satu untuk melihat atau menghapusnya.
units-ask-search = 🔎 Ketik sebagian isi yang dicari, contoh: <code>user1@mail.com</code>
units-found = 🔎 <b>{ $name }</b> · “{ $search }”: { $count } isi
units-not-found = 🔎 <b>{ $name }</b> · tidak ada isi tersedia dengan “{ $search }”.
unit-admin =
    👁 <b>{ $name }</b> · { $length } karakter

    <pre>{ $content }</pre>
unit-removed = Isi dihapus.
upload-reading =
    ⏳ <b>Membaca { $file }</b> untuk { $product }

    { $done } dari { $total } baris…
upload-ready =
    📄 <b>{ $file }</b> untuk { $product } — belum disimpan

    ✅ Baru: <b>{ $new }</b>
    { $repeated }
upload-loading =
    ⏳ <b>Menyimpan { $file }</b> untuk { $product }

    { $done } dari { $total } baris…
upload-loaded =
    ✅ <b>{ $new } isi tersimpan</b> untuk { $product }

    📄 { $file }
    { $repeated }
upload-canceled = ❌ { $file } dibatalkan, tidak ada yang disimpan.
upload-failed =
    😔 <b>{ $file } tidak dapat dimuat</b>, tidak ada yang disimpan.

    { $problem }
upload-problem-not-a-text = File ini bukan teks UTF-8. Di Excel: simpan sebagai “CSV UTF-8”.
upload-problem-file-gone = File ini sudah tidak ada atau lebih besar dari 20 MB. Kirim lagi, bagi dua kalau besar.
upload-problem-bad-content = Isi di baris { $line } lebih panjang dari 50.000 karakter.
upload-problem-upload-failed = File tidak dapat diambil dari Telegram. Kirim lagi sebentar lagi.
low-stock = 📉 Stok <b>{ $product }</b> tinggal { $left }.

## Penolakan

refusal-already-there = ⚠️ Isi ini sudah ada di produk ini, tersedia atau sudah terjual. Kirim isi lain.
refusal-unit-gone = Isi ini sudah terjual, dipesan, atau dihapus.
refusal-too-many-lines = ⚠️ Paling banyak { $most } baris lewat chat. Kirim sebagai file .txt saja.
refusal-not-a-text = ⚠️ File ini bukan teks UTF-8. Contoh yang bisa: file .txt dari Notepad.
refusal-file-gone = ⚠️ File ini sudah tidak ada atau lebih besar dari 20 MB. Kirim lagi, ya.
refusal-upload-over = File ini sudah selesai diproses.
