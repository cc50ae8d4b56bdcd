### Kata-kata menu 🧮 Kalkulator.

admin-calculator = 🧮 Kalkulator

button-calculate = 🧮 Hitung
button-calculate-again = 🧮 Hitung Lagi
button-formula = ✏️ Ubah Rumus
button-save = ✅ Simpan
calculator =
    🧮 <b>Kalkulator refund</b>

    Rumus: <code>{ $formula }</code>

    <b>Terakhir dihitung</b>
    { $latest }
calculation-line = • { $price }, terpakai { $used }/{ $days } hari → <b>{ $result }</b> · { $at }
calculation-new =
    🧮 <b>Hitung refund</b> · { $number }/{ $count }

    { $question }
calculation-ask-price = 💵 Berapa harga yang dibayar? Contoh: <code>45.000</code>
calculation-ask-days = 🗓 Berapa hari masa aktifnya? Contoh: <code>30</code>
calculation-ask-used = ⌛ Sudah terpakai berapa hari? Contoh: <code>12</code>
calculation =
    🧮 <b>Refund: { $result }</b>

    💵 Harga: { $price }
    🗓 Masa: { $days } hari, terpakai { $used }, sisa { $left }
    📐 { $formula }

    Ini hanya hitungan. Uangnya dikembalikan lewat 🧾 Order.
formula-ask =
    📐 Rumusnya: <code>{ $formula }</code>

    Susun dengan tombol, atau ketik langsung. Contoh: <code>harga * sisa / masa * 90%</code>
formula-price = harga
formula-days = masa
formula-used = terpakai
formula-left = sisa

refusal-bad-formula =
    { $place ->
        [none] ⚠️ Rumusnya belum lengkap. Contoh: <code>harga * sisa / masa</code>
       *[other] ⚠️ Rumusnya tidak terbaca di { $place }. Contoh: <code>harga * sisa / masa</code>
    }
refusal-not-workable = ⚠️ Rumusnya membagi dengan nol untuk angka ini. Ubah rumusnya atau angkanya.
refusal-bad-days = ⚠️ Masa aktif 1 sampai 36.500 hari, dan yang terpakai tidak lebih dari itu. Contoh: <code>30</code>
