-- I6: What moved in or out of a wallet is in that wallet
-- over ledger_transfers
SELECT 'transfer ' || t.id AS subject,
  'moves from ' || t.debit_account || ' to ' || t.credit_account || ', and there is no such wallet' AS detail
FROM ledger_transfers t
WHERE t.id > :after AND t.id <= :until
  AND ((t.credit_account LIKE 'wallet:%' AND NOT EXISTS (
      SELECT 1 FROM wallets w WHERE w.customer_id = CAST(substr(t.credit_account, 8) AS BIGINT)))
    OR (t.debit_account LIKE 'wallet:%' AND NOT EXISTS (
      SELECT 1 FROM wallets w WHERE w.customer_id = CAST(substr(t.debit_account, 8) AS BIGINT))))
