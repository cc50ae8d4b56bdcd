-- I3: Money that came in has exactly one posting, over its amount and to where it went; other has none
-- over payments
SELECT 'payment ' || reference AS subject,
  'is ' || status || ' over ' || due || ' with ' || fitting || ' fitting and ' || strange
    || ' strange transfers' AS detail
FROM (
  SELECT reference, status, due,
    coalesce(sum(CASE WHEN leg = 0 AND moved = due AND credit_account = target
      AND (debit_account = 'gateway:' || gateway
        OR (target = 'suspense' AND debit_account = 'gateway:' || gateway || ':' || 'test'))
      THEN 1 ELSE 0 END), 0) AS fitting,
    coalesce(sum(CASE WHEN leg IS NULL OR leg = 0 OR (leg = 1 AND debit_account = 'fees:' || gateway
        AND credit_account = 'gateway:' || gateway AND moved < due) THEN 0 ELSE 1 END), 0) AS strange,
    count(leg) AS transfers
  FROM (
    SELECT p.id, p.reference, p.status, p.gateway, coalesce(c.amount, p.amount) AS due,
      CASE WHEN c.id IS NOT NULL THEN 'suspense' WHEN p.used_for = 'order' THEN 'revenue'
        ELSE 'wallet:' || p.customer_id END AS target,
      t.leg, t.debit_account, t.credit_account, t.amount AS moved
    FROM payments p
    LEFT JOIN review_cases c ON c.payment_id = p.id
    LEFT JOIN ledger_transfers t ON t.kind = 'payment' AND t.source = p.id
    WHERE p.id > :after AND p.id <= :until
  ) joined
  GROUP BY id, reference, status, due
) counted
WHERE strange > 0
  OR (status IN ('settled', 'review') AND due > 0 AND fitting <> 1)
  OR ((status NOT IN ('settled', 'review') OR due = 0) AND transfers > 0)
