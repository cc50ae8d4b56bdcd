### Wallet, deposits, vouchers, refunds.

refusal-not-enough-balance = 💼 Not enough balance: { $balance } of { $price }. Add some with 💰 Deposit.
refusal-reason-missing = Please give the reason in 3 to 500 characters. Example: transferred by mistake
