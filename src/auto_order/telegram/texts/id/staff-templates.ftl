### Kata-kata menu 🛠 Respon Bot.

admin-templates = 🛠 Respon Bot

button-other-language = Bahasa lain
button-word-anew = ✏️ Ubah
button-preview = 👀 Pratinjau
button-history = 🕑 Riwayat
button-take-picture-off = 🖼 Lepas Foto
button-use-default = ↩️ Kembali ke Bawaan
button-restore-version = ↩️ Pakai lagi nomor { $number }
templates-admin =
    🛠 <b>Respon Bot</b> { $flag }

    Pilih pesan yang mau ditulis dengan kata-katamu sendiri. Tanda ✏️ berarti sudah kamu ubah.
template-start = 👋 Sambutan
template-how-to = 📘 Cara Order
template-terms = 📜 Ketentuan
template-support = 👨‍💼 Customer Service
template-goods-header = 📦 Pesanan Terkirim
template-wallet-paid = 💼 Dibayar Saldo
template-topped-up = 💰 Deposit Masuk
template-closed-expired = ⌛ Kedaluwarsa
template-closed-canceled = ❌ Dibatalkan
template-credited = 💰 Jadi Saldo
template-admin =
    🛠 <b>{ $title }</b> { $flag } · { $state }

    🖼 Foto: { $picture }
    🔤 Bisa menyebut: { $mentions }

    Tertulis sekarang:
    <pre>{ $text }</pre>
template-own = ✏️ kata-katamu
template-default = bawaan
template-picture-only = hanya foto
template-ask =
    ✏️ Ketik pesan baru untuk <b>{ $title }</b>. Huruf tebal, miring dan tautan ikut tersimpan.

    Bisa menyebut: { $mentions }
template-ask-or-photo =
    ✏️ Ketik pesan baru untuk <b>{ $title }</b>, atau kirim foto (boleh dengan keterangan). Huruf tebal, miring dan tautan ikut tersimpan.

    Bisa menyebut: { $mentions }
template-versions = 🕑 <b>Riwayat { $title }</b>, yang terbaru di atas
template-no-versions = Belum pernah diubah.
version-line = { $number }. { $at } — { $what }
mention = <code>{"{"}{ $name }{"}"}</code>
mention-name = nama
mention-shop = toko
mention-customers = pembeli
mention-sales = terjual
mention-contact = kontak
mention-number = nomor
mention-amount = jumlah
mention-total = total
mention-balance = saldo

refusal-template-unknown = Pesan ini tidak ditemukan.
refusal-picture-not-shown = ⚠️ Pesan ini hanya teks, tanpa foto. Ketik teksnya, ya.
refusal-template-too-long = ⚠️ Terlalu panjang, paling banyak { $most } karakter. Mohon dipersingkat.
refusal-placeholder-unknown = ⚠️ Pesan ini tidak bisa menyebut { $placeholder }. Pakai yang ada di daftar, atau hapus kurung kurawalnya.
