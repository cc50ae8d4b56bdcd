### Kata-kata menu 📊 Statistik.

admin-statistics = 📊 Statistik

button-span-d = 📅 Harian
button-span-w = 🗓 Mingguan
button-span-m = 📆 Bulanan
button-csv = 📄 Unduh CSV
thousand = rb
million = jt
statistics-title-d = Omzet 14 hari
statistics-title-w = Omzet 8 minggu
statistics-title-m = Omzet 12 bulan
statistics =
    📊 <b>{ $title }</b>

    <b>Yang sedang berjalan</b>
    { $current }

    <b>Semuanya</b>
    { $total }
    🎯 Jadi dibayar: { $conversion }%

    🔥 <b>Terlaris</b>
    { $top }
statistics-figures =
    💵 { $revenue }
    🧾 { $paid } dibayar dari { $placed } pesanan
    👥 { $newcomers } pengguna baru
statistics-top = { $number }. { $name } · { $units } unit · { $revenue }
