-- I2: What belongs to an order belongs to its buyer
-- over orders
SELECT 'order ' || o.number AS subject, 'and its ' || x.what || ' have two buyers' AS detail
FROM orders o
JOIN (
  SELECT order_id, customer_id, 'payment' AS what FROM payments WHERE order_id > :after AND order_id <= :until
  UNION ALL
  SELECT order_id, customer_id, 'delivery' FROM deliveries WHERE order_id > :after AND order_id <= :until
  UNION ALL
  SELECT order_id, customer_id, 'voucher' FROM voucher_uses WHERE order_id > :after AND order_id <= :until
) x ON x.order_id = o.id
WHERE o.id > :after AND o.id <= :until AND x.customer_id <> o.customer_id
