-- I2: A payment settled because the gateway was asked and said so, or a person saw the money
-- over payments
SELECT 'payment ' || p.reference AS subject,
  'is ' || p.status || CASE WHEN p.last_asked_at IS NULL THEN ', never asked for' ELSE ', asked for' END
    || CASE WHEN p.settled_at IS NULL THEN ', never settled' ELSE ', settled' END AS detail
FROM payments p
WHERE p.id > :after AND p.id <= :until
  AND ((p.status = 'settled') <> (p.settled_at IS NOT NULL)
    OR (p.status = 'settled' AND p.txn_id IS NULL)
    OR (p.status IN ('settled', 'review') AND p.gateway <> 'manual' AND p.last_asked_at IS NULL)
    OR (p.closed_at IS NULL) <> (p.status IN ('creating', 'pending')))
