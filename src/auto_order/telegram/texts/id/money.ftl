### Saldo, deposit, kupon, pengembalian dana.

refusal-not-enough-balance = 💼 Saldo tidak cukup: { $balance } dari { $price }. Isi dulu lewat 💰 Deposit.
refusal-reason-missing = Tulis alasannya, 3 sampai 500 karakter. Contoh: salah transfer
