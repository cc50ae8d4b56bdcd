### Jenis isi produk: teks, file, atau isi bersama.

stock-always = selalu ada

## Tombol

button-change-kind = 🧩 Ganti Jenis Isi
button-add-file = 📎 Tambah File
button-share = 🔗 Isi Bersama
button-show-shared = 👁 Lihat Isi
button-limit-shared = 🔢 Batasi Jumlah
button-unlimit-shared = ♾ Tanpa Batas
button-stop-shared = ⛔ Hentikan

## Layar

stock-kind-texts = 📝 teks, satu isi satu pembeli
stock-kind-files = 📎 file, satu file satu pembeli
stock-kind-shared = 🔗 isi bersama, sama untuk semua
stock-kinds =
    🧩 <b>{ $name }</b>
    Sekarang: { $kind }

    Mau diganti jadi apa? Stok lama harus sudah kosong.
stock-kind-changed = 🧩 Jenis isi sudah diganti.
stock-ask-file =
    📎 <b>{ $name }</b>

    Kirim satu file, paling besar 20 MB. Satu file dihitung satu isi dan dikirim ke satu pembeli.
shared-ask-content =
    🔗 <b>{ $name }</b>

    Kirim isi yang didapat semua pembeli, teks atau file .txt. Contoh:
    <code>https://example.com/kelas/abc123</code>
shared-ask-remaining =
    🔢 Boleh terjual berapa kali lagi? Contoh: <code>100</code>
shared-saved = 🔗 Tersimpan. Pembeli berikutnya mendapat isi ini.
shared-limited = 🔢 Jumlahnya sudah diatur.

## Penolakan

refusal-kind-in-use = ⚠️ Stoknya belum kosong. Jual atau hapus dulu sisanya, lalu ganti jenisnya.
refusal-not-shared = ⚠️ Belum ada isinya. Ketuk 🔗 Isi Bersama dulu.
