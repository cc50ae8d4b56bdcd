-- I5: An order that waits for its payment has one that can still come
-- over orders
SELECT 'order ' || o.number AS subject, 'is awaiting, and no payment of it is open' AS detail
FROM orders o
WHERE o.id > :after AND o.id <= :until AND o.status = 'awaiting'
  AND NOT EXISTS (
    SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.status IN ('creating', 'pending'))
