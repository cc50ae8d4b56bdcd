-- I5: As long as money may come for a payment, the shop has promised itself to ask for it
-- over payments
SELECT 'payment ' || p.reference AS subject, 'is ' || p.status || ', and nobody is to look after it' AS detail
FROM payments p
WHERE p.id > :after AND p.id <= :until AND p.gateway <> 'manual'
  AND (p.status IN ('creating', 'pending')
    OR (p.status IN ('expired', 'canceled') AND p.txn_id IS NOT NULL AND p.deadline > :over_before))
  AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.key = 'payment:' || p.id AND j.status = 'queued')
  AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.key = 'payment:' || p.id AND j.status = 'running')
