### Saldo, deposit, kupon, pengembalian dana.

button-pay-wallet = 💼 Saldo ({ $balance })
wallet-paid =
    ✅ <b>Dibayar dengan saldo</b>

    🧾 Invoice: <code>{ $number }</code>
    💵 Total: <b>{ $total }</b>
    💼 Sisa saldo: { $balance }

    Pesananmu dikirim sebentar lagi.

refusal-not-enough-balance = 💼 Saldo tidak cukup: { $balance } dari { $price }. Isi dulu lewat 💰 Deposit.
refusal-reason-missing = Tulis alasannya, 3 sampai 500 karakter. Contoh: salah transfer
