-- I6: A wallet is the sum of its transfers and never below zero
-- over wallets
SELECT 'wallet of customer ' || customer_id AS subject, 'says ' || balance || ', its transfers ' || total AS detail
FROM (
  SELECT w.customer_id, w.balance,
    (SELECT coalesce(sum(t.amount), 0) FROM ledger_transfers t
      WHERE t.credit_account = 'wallet:' || w.customer_id)
    - (SELECT coalesce(sum(t.amount), 0) FROM ledger_transfers t
      WHERE t.debit_account = 'wallet:' || w.customer_id) AS total
  FROM wallets w
  WHERE w.customer_id > :after AND w.customer_id <= :until
) summed
WHERE balance <> total OR balance < 0
