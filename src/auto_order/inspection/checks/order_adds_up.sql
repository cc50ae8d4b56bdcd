-- I2: The price of an order is that of its lines
-- over orders
SELECT 'order ' || o.number AS subject,
  'says ' || o.subtotal || ', its lines ' || coalesce(sum(l.price * l.quantity), 0) AS detail
FROM orders o
LEFT JOIN order_lines l ON l.order_id = o.id
WHERE o.id > :after AND o.id <= :until
GROUP BY o.id, o.number, o.subtotal, o.discount, o.service_fee, o.total
HAVING coalesce(sum(l.price * l.quantity), 0) <> o.subtotal
  OR o.total <> o.subtotal - o.discount + o.service_fee
