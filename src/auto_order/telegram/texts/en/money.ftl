### Wallet, deposits, vouchers, refunds.

button-pay-wallet = 💼 Wallet ({ $balance })
wallet-paid =
    ✅ <b>Paid from your wallet</b>

    🧾 Invoice: <code>{ $number }</code>
    💵 Total: <b>{ $total }</b>
    💼 Left in your wallet: { $balance }

    Your order is on its way.

refusal-not-enough-balance = 💼 Not enough balance: { $balance } of { $price }. Add some with 💰 Deposit.
refusal-reason-missing = Please give the reason in 3 to 500 characters. Example: transferred by mistake
