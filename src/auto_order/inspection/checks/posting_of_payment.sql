-- I3: Money that came in has exactly one posting, over its amount and to where it was used; other has none
-- over payments
SELECT 'payment ' || reference AS subject,
  'is ' || status || ' with ' || fitting || ' fitting and ' || strange || ' strange transfers' AS detail
FROM (
  SELECT p.reference, p.status, p.used_for,
    coalesce(sum(CASE WHEN t.leg = 0 AND p.used_for IS NOT NULL
      AND (t.amount = p.amount OR p.status = 'review')
      AND (t.debit_account = 'gateway:' || p.gateway
        OR (p.status = 'review' AND t.debit_account = 'gateway:' || p.gateway || ':' || 'test'))
      AND t.credit_account = CASE p.used_for
        WHEN 'order' THEN 'revenue' WHEN 'wallet' THEN 'wallet:' || p.customer_id ELSE 'suspense' END
      THEN 1 ELSE 0 END), 0) AS fitting,
    coalesce(sum(CASE WHEN t.leg = 0 OR (t.leg = 1 AND t.debit_account = 'fees:' || p.gateway
        AND t.credit_account = 'gateway:' || p.gateway AND t.amount < p.amount) THEN 0 ELSE 1 END), 0)
      - CASE WHEN count(t.id) = 0 THEN 1 ELSE 0 END AS strange,
    count(t.id) AS transfers
  FROM payments p
  LEFT JOIN ledger_transfers t ON t.kind = 'payment' AND t.source = p.id
  WHERE p.id > :after AND p.id <= :until
  GROUP BY p.id, p.reference, p.status, p.used_for, p.amount, p.gateway, p.customer_id
) counted
WHERE strange > 0
  OR (status = 'settled' AND fitting <> 1)
  OR (status = 'review' AND fitting = 0 AND transfers > 0)
  OR (status NOT IN ('settled', 'review') AND transfers > 0)
