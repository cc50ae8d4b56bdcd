-- I2: A paid order has its delivery, no other order has one; a fulfilled one was sent, one called off was not
-- over orders
SELECT 'order ' || o.number AS subject,
  'is ' || o.status || ' and its delivery is ' || coalesce(d.status, 'missing') AS detail
FROM orders o
LEFT JOIN deliveries d ON d.order_id = o.id
WHERE o.id > :after AND o.id <= :until
  AND ((d.id IS NOT NULL) <> (o.status IN ('paid', 'fulfilled', 'refund_due', 'refunded'))
    OR (o.status = 'fulfilled' AND d.sent_at IS NULL)
    OR (o.status IN ('paid', 'refund_due', 'refunded') AND d.sent_at IS NOT NULL)
    OR (d.status = 'sent' AND d.sent_at IS NULL))
