-- I3: A transfer moves a positive amount between two accounts, so that every posting sums to zero
-- over ledger_transfers
SELECT 'transfer ' || t.id AS subject,
  'moves ' || t.amount || ' from ' || t.debit_account || ' to ' || t.credit_account AS detail
FROM ledger_transfers t
WHERE t.id > :after AND t.id <= :until AND (t.amount <= 0 OR t.debit_account = t.credit_account)
