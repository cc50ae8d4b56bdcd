-- I1: A line of an order has exactly its units: held until it is paid, sold from then on
-- over orders
SELECT 'order ' || o.number AS subject,
  'is ' || o.status || ' with ' || sum(CASE WHEN s.status = 'held' THEN 1 ELSE 0 END) || ' held and '
    || sum(CASE WHEN s.status = 'sold' THEN 1 ELSE 0 END) || ' sold of ' || l.quantity AS detail
FROM orders o
JOIN order_lines l ON l.order_id = o.id
LEFT JOIN stock_items s ON s.order_id = o.id AND s.order_line_id = l.id AND s.product_id = l.product_id
WHERE o.id > :after AND o.id <= :until
GROUP BY o.id, o.number, o.status, l.id, l.quantity
HAVING sum(CASE WHEN s.status = 'held' THEN 1 ELSE 0 END)
    <> CASE WHEN o.status = 'awaiting' THEN l.quantity ELSE 0 END
  OR sum(CASE WHEN s.status = 'sold' THEN 1 ELSE 0 END)
    <> CASE WHEN o.status IN ('paid', 'fulfilled', 'refund_due', 'refunded') THEN l.quantity ELSE 0 END
