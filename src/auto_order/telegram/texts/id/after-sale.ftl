### Sesudah barang dikirim: bukti SNK dan klaim garansi.

button-fulfil-terms = ✅ Penuhi SNK
button-claim = 🛡 Klaim Garansi
button-see-order = 🧾 Lihat Pesanan

ask-proof =
    ✅ Kirim bukti bahwa SNK <b>{ $name }</b> (<code>{ $number }</code>) sudah kamu penuhi: teks, foto, atau foto dengan keterangan.
ask-proof-again =
    ✅ Bukti SNK <b>{ $name }</b> (<code>{ $number }</code>) sudah pernah kamu kirim. Kirim lagi teks atau foto untuk memperbaruinya.
proof-shown =
    ✅ Terima kasih! Buktinya sudah kami teruskan ke penjual.

claim-pick =
    🛡 Produk mana yang bermasalah?
ask-claim =
    🛡 Ada kendala apa dengan <b>{ $name }</b> (<code>{ $number }</code>)? Ceritakan dengan teks, foto, atau foto dengan keterangan.

    Contoh: <code>Tidak bisa login sejak kemarin, katanya sandi salah.</code>
ask-claim-of-several =
    🛡 Ada kendala apa dengan <b>{ $name }</b> (<code>{ $number }</code>)? Ceritakan dengan teks, foto, atau foto dengan keterangan, dan sebut unit yang mana.

    Contoh: <code>Unit kedua tidak bisa login sejak kemarin.</code>
claim-made =
    🛡 Klaimmu sudah kami terima dan diteruskan ke penjual. Kamu akan dikabari begitu ada keputusan.
claim-refused =
    🛡 Klaim garansi <b>{ $name }</b> (<code>{ $number }</code>) tidak dapat dipenuhi.

    Alasan: { $reason }
order-claim = 🛡 Klaim { $at }: { $status }
claim-status-open = ⏳ menunggu keputusan
claim-status-replaced = ♻️ unit diganti
claim-status-refunded = ↩️ dana dikembalikan
claim-status-refused = 🚫 ditolak
claim-status-with-reason = { $status } ({ $reason })

refusal-letter-too-long = ⚠️ Tulisannya paling panjang { $most } karakter. Mohon dipersingkat.
refusal-letter-empty = ⚠️ Kirim teks atau foto, ya.
refusal-no-warranty = 🛡 Pesanan ini tidak bergaransi, atau masa garansinya sudah lewat.
refusal-claim-not-found = Klaim tidak ditemukan.
refusal-claim-decided = Klaim ini sudah diputuskan.
refusal-proof-not-found = Bukti tidak ditemukan.

## Untuk penjual

admin-claims = 🛡 Garansi
button-read-proof = 📖 Baca Keterangan
button-open-claim = 🛡 Buka Klaim
button-claim-replace = ♻️ Ganti Unit
button-refund-claim = ↩️ Kembalikan ke Saldo
button-refuse-claim = 🚫 Tolak
button-sure-to-replace = ♻️ Ya, Ganti

staff-proof =
    ✅ <b>Bukti SNK</b> dari { $buyer }
    📦 { $name } · <code>{ $number }</code>
staff-proof-second =
    ✅ <b>Bukti SNK diperbarui</b> oleh { $buyer }
    📦 { $name } · <code>{ $number }</code>
proof =
    ✅ <b>Bukti SNK</b> dari { $buyer }
    📦 { $name } · <code>{ $number }</code>
    🗓 { $at }

    { $text }
letter-without-text = (tanpa keterangan)
staff-claim =
    🛡 <b>Klaim garansi</b> dari { $buyer }
    📦 { $name } · <code>{ $number }</code>
    📌 { $status }
claims =
    🛡 <b>Klaim garansi</b>

    { $total } menunggu keputusan, yang paling lama di atas.
    Halaman { $page }/{ $pages }
claims-none =
    🛡 Tidak ada klaim yang menunggu. Mantap!
claim =
    🛡 <b>Klaim garansi</b> dari { $buyer }
    📦 { $name } × { $quantity } · <code>{ $number }</code>
    🗓 { $at } · garansi sampai { $end }
    📌 { $status }

    { $text }
claim-pick-unit =
    ♻️ Unit <b>{ $name }</b> mana yang diganti? Hanya awal isinya yang terlihat.
claim-sure-to-replace =
    ♻️ Unit lama akan hangus, dan pembeli langsung mendapat unit baru dari stok. Lanjut?
claim-ask-refund =
    ↩️ Berapa yang dikembalikan ke saldo pembeli untuk <b>{ $name }</b>? Harga satu unit { $price }.

    Contoh: <code>45.000</code>
claim-ask-refusal =
    🚫 Tulis alasannya, 3 sampai 500 karakter. Pembeli akan membacanya.

    Contoh: <code>Sandinya sudah diganti, jadi garansi tidak berlaku.</code>
claim-unit-replaced = ♻️ Unit sudah diganti dan dikirim ke pembeli.
claim-refunded = ↩️ Dana sudah masuk ke saldo pembeli.
claim-refusal-sent = 🚫 Klaim ditolak, pembeli sudah dikabari.
