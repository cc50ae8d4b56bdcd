-- I3: A transfer is about something that is there and that moved money
-- over ledger_transfers
SELECT 'transfer ' || t.id AS subject, 'is about ' || t.kind || ' ' || t.source || ', which moved nothing' AS detail
FROM ledger_transfers t
LEFT JOIN payments p ON t.kind IN ('payment', 'review') AND p.id = t.source
LEFT JOIN orders o ON t.kind = 'purchase' AND o.id = t.source
LEFT JOIN adjustments a ON t.kind = 'adjustment' AND a.id = t.source
LEFT JOIN refunds r ON t.kind IN ('refund', 'refund_made') AND r.id = t.source
WHERE t.id > :after AND t.id <= :until
  AND CASE t.kind
    WHEN 'payment' THEN coalesce(p.status, 'none') NOT IN ('settled', 'review')
    WHEN 'review' THEN NOT EXISTS (SELECT 1 FROM review_cases c WHERE c.payment_id = p.id)
    WHEN 'purchase' THEN coalesce(o.status, 'none') NOT IN ('paid', 'fulfilled', 'refund_due', 'refunded')
    WHEN 'adjustment' THEN a.id IS NULL
    ELSE r.id IS NULL END
