### Words of the menu 📊 Statistics.

admin-statistics = 📊 Statistics

button-span-d = 📅 By Day
button-span-w = 🗓 By Week
button-span-m = 📆 By Month
button-csv = 📄 Download CSV
thousand = k
million = m
statistics-title-d = Revenue of 14 days
statistics-title-w = Revenue of 8 weeks
statistics-title-m = Revenue of 12 months
statistics =
    📊 <b>{ $title }</b>

    <b>Running now</b>
    { $current }

    <b>All of it</b>
    { $total }
    🎯 Became paid: { $conversion }%

    🔥 <b>Best-selling</b>
    { $top }
statistics-figures =
    💵 { $revenue }
    🧾 { $paid } paid of { $placed } orders
    👥 { $newcomers } new users
statistics-top = { $number }. { $name } · { $units } units · { $revenue }
