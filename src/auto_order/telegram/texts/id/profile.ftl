### Tentang pembeli, dan ke mana bertanya.

button-support = 👨‍💼 Customer Service
button-chat-support = 💬 Hubungi Sekarang
button-edit-display-name = ✏️ Ubah Nama
button-edit-whatsapp = 📱 WhatsApp
button-clear-profile = 🗑 Kosongkan

information =
    ℹ️ <b>Informasi</b>

    👤 Nama: { $name }
    📱 WhatsApp: { $whatsapp }
    🆔 ID: <code>{ $id }</code>
    💼 Saldo: <b>{ $balance }</b>
    🌐 Bahasa: Indonesia

    🧾 <b>Transaksi terakhir</b>
    { $latest }
information-order = • <code>{ $order }</code> · { $total } · { $status }
information-no-orders = Belum ada. Yuk, mulai belanja.
profile-nothing = belum diisi
profile-changed = ✅ Sudah disimpan.
profile-ask-name =
    ✏️ Mau dipanggil siapa? Ketik namamu, 3 sampai 32 karakter.

    Sekarang: { $was }
    Contoh: <code>Budi Santoso</code>
profile-ask-whatsapp =
    📱 Ketik nomor WhatsApp-mu, 9 sampai 15 angka. Penjual memakainya hanya kalau ada kendala dengan pesananmu.

    Sekarang: { $was }
    Contoh: <code>081234567890</code>
refusal-bad-profile =
    { $field ->
        [display_name] ⚠️ Nama harus 3 sampai 32 karakter dalam satu baris. Contoh: <code>Budi Santoso</code>
       *[whatsapp] ⚠️ Nomor WhatsApp harus 9 sampai 15 angka. Contoh: <code>081234567890</code>
    }

support =
    👨‍💼 <b>Customer Service</b>

    Ada kendala? Hubungi { $contact } dan sertakan nomor invoice, biar cepat dibantu.
support-none =
    👨‍💼 <b>Customer Service</b>

    Ada kendala? Kirim pesan ke penjual toko ini dan sertakan nomor invoice, biar cepat dibantu.
