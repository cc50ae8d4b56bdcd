-- I5: Money in review is a case; what a person decided moved all of it out of suspense, and where to
-- over payments
SELECT 'payment ' || reference AS subject,
  'is ' || status || ', decided as ' || decision || ' with ' || moved || ' of ' || amount || ' moved' AS detail
FROM (
  SELECT p.reference, p.status, coalesce(p.used_for, 'nothing') AS used_for,
    CASE WHEN c.id IS NULL THEN 'no case' ELSE coalesce(c.decision, 'open') END AS decision,
    coalesce(c.amount, 0) AS amount,
    (SELECT coalesce(sum(t.amount), 0) FROM ledger_transfers t
      WHERE t.kind = 'review' AND t.source = p.id AND t.debit_account = 'suspense'
        AND (t.credit_account = CASE c.decision
            WHEN 'refunded' THEN 'refunds_due'
            WHEN 'delivered' THEN 'revenue'
            WHEN 'credited' THEN 'wallet:' || p.customer_id
            ELSE 'adjustments' END
          OR (c.decision = 'delivered' AND t.credit_account = 'wallet:' || p.customer_id)
          OR (c.decision = 'dismissed' AND t.credit_account = 'gateway:' || p.gateway || ':' || 'test')))
      AS moved
  FROM payments p
  LEFT JOIN review_cases c ON c.payment_id = p.id
  WHERE p.id > :after AND p.id <= :until AND (c.id IS NOT NULL OR p.status = 'review')
) decided
WHERE moved <> CASE WHEN decision IN ('open', 'no case') THEN 0 ELSE amount END
  OR decision = 'no case'
  OR (decision IN ('open', 'refunded', 'dismissed') AND (status <> 'review' OR used_for <> 'suspense'))
  OR (decision = 'delivered' AND (status <> 'settled' OR used_for <> 'order'))
  OR (decision = 'credited' AND (status <> 'settled' OR used_for <> 'wallet'))
