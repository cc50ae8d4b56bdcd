-- I3: Money that goes back has left where it was, and what a person sent has left the shop
-- over refunds
SELECT 'refund ' || r.id AS subject, 'of ' || r.amount || ' is ' || r.status || ' without its transfers' AS detail
FROM refunds r
WHERE r.id > :after AND r.id <= :until
  AND ((r.order_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM ledger_transfers t
      WHERE t.kind = 'refund' AND t.source = r.id AND t.amount = r.amount AND t.debit_account = 'revenue'
        AND t.credit_account = CASE WHEN r.way = 'wallet' THEN 'wallet:' || r.customer_id ELSE 'refunds_due' END))
    OR (r.way = 'outside' AND r.status = 'made' AND NOT EXISTS (
      SELECT 1 FROM ledger_transfers t
      WHERE t.kind = 'refund_made' AND t.source = r.id AND t.amount = r.amount
        AND t.debit_account = 'refunds_due')))
