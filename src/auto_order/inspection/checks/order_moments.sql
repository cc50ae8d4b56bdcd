-- I8: An order has the moments of the steps that it took
-- over orders
SELECT 'order ' || o.number AS subject, 'is ' || o.status || ' without or beyond its moments' AS detail
FROM orders o
WHERE o.id > :after AND o.id <= :until
  AND ((o.paid_at IS NOT NULL) <> (o.status IN ('paid', 'fulfilled', 'refund_due', 'refunded'))
    OR (o.closed_at IS NULL AND o.status IN ('fulfilled', 'expired', 'canceled', 'credited', 'refunded'))
    OR (o.closed_at IS NOT NULL AND o.status = 'awaiting'))
