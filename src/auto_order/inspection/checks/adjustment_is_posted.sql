-- I3: A wallet that was changed by hand has the transfer of it
-- over adjustments
SELECT 'adjustment ' || a.id AS subject, 'over ' || a.amount || ' has no transfer that fits' AS detail
FROM adjustments a
WHERE a.id > :after AND a.id <= :until
  AND NOT EXISTS (
    SELECT 1 FROM ledger_transfers t
    WHERE t.kind = 'adjustment' AND t.source = a.id AND t.amount = abs(a.amount)
      AND 'wallet:' || a.customer_id = CASE WHEN a.amount > 0 THEN t.credit_account ELSE t.debit_account END)
