### Kata-kata menu 📣 Broadcast.

admin-broadcasts = 📣 Broadcast

button-write = ➕ Tulis Broadcast
button-discard = 🗑 Buang
button-start-broadcast = 📣 Kirim Sekarang
button-pause = ⏸ Jeda
button-resume = ▶️ Lanjutkan
button-cancel-broadcast = ⏹ Hentikan
broadcasts-admin =
    📣 <b>Broadcast</b>

    Satu pesan untuk banyak orang. Pesanan yang dibayar tetap dikirim lebih dulu.
broadcast-ask-message =
    📣 Kirim pesan yang mau disebar: teks, foto, atau apa saja. Pembeli menerimanya persis seperti yang kamu kirim.

    Setelah itu kamu melihatnya dulu, belum ada yang terkirim.
broadcast-draft =
    👆 Begini pesannya sampai ke pembeli.

    Mau dikirim ke siapa? Jangan hapus pesan aslimu sampai broadcast selesai.
audience-all = 👥 semua
audience-buyers = 🛒 yang pernah beli
audience-inactive = 💤 yang 30 hari tidak memesan
audience-all-count = 👥 Semua ({ $count })
audience-buyers-count = 🛒 Pernah Beli ({ $count })
audience-inactive-count = 💤 30 Hari Tidak Memesan ({ $count })
broadcast-sure-to-start =
    📣 Kirim ke <b>{ $count }</b> orang?

    Penerima: { $audience }. Yang sudah terkirim tidak bisa ditarik lagi.
broadcast-progress =
    📣 <b>Broadcast</b> · { $state }

    👥 Penerima: { $audience }
    📊 { $done } dari { $total } ({ $percent }%)
    ✅ Sampai: <b>{ $reached }</b>
    🚫 Tidak bisa dihubungi: { $unreachable }
    ❔ Tidak pasti sampai, tidak dikirim ulang: { $unknown }
broadcast-state-draft = 📝 draf
broadcast-state-running = 🟢 sedang dikirim
broadcast-state-paused = ⏸ dijeda
broadcast-state-canceled = ⏹ dihentikan
broadcast-state-done = ✅ selesai
broadcast-problem-letter-gone = ⚠️ Pesan aslinya sudah tidak ada, jadi tidak bisa dilanjutkan. Hentikan yang ini, lalu tulis yang baru.
broadcast-problem-failed = ⚠️ Pengiriman gagal terus, jadi kami jeda. Ketuk ▶️ Lanjutkan untuk mencoba lagi.
broadcast-sure-to-cancel = ⏹ Hentikan broadcast ini? { $waiting } orang tidak akan menerimanya.
broadcast-started = 📣 Sedang dikirim.
broadcast-held = ⏸ Dijeda.
broadcast-ended = ⏹ Dihentikan.

refusal-broadcast-moved = Broadcast ini sudah tidak bisa diubah begitu. Buka lagi lewat 📣 Broadcast.
