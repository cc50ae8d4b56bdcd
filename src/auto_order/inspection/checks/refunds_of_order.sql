-- I4: No more goes back than was paid, and an order is called off when all of it does
-- over orders
SELECT 'order ' || number AS subject,
  'is ' || status || ' over ' || total || ' with ' || asked || ' refunded and ' || made || ' of it made' AS detail
FROM (
  SELECT o.number, o.status, o.total, coalesce(sum(r.amount), 0) AS asked,
    coalesce(sum(CASE WHEN r.status = 'made' THEN r.amount ELSE 0 END), 0) AS made
  FROM orders o
  LEFT JOIN refunds r ON r.order_id = o.id
  WHERE o.id > :after AND o.id <= :until
  GROUP BY o.id, o.number, o.status, o.total
) summed
WHERE asked > total
  OR (asked > 0 AND status NOT IN ('paid', 'fulfilled', 'refund_due', 'refunded'))
  OR (status = 'refund_due' AND (asked <> total OR made = total))
  OR (status = 'refunded' AND made <> total)
