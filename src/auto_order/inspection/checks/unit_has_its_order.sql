-- I1: A free unit is nobody's, a held one an open order's, a sold one a paid order's, of its own product
-- over stock_items
SELECT 'unit ' || s.id AS subject,
  'is ' || s.status || ' for order ' || coalesce(o.number, 'none') || ', which is ' || coalesce(o.status, 'none')
    AS detail
FROM stock_items s
LEFT JOIN orders o ON o.id = s.order_id
LEFT JOIN order_lines l ON l.id = s.order_line_id
WHERE s.id > :after AND s.id <= :until
  AND ((s.status = 'free') <> (s.order_id IS NULL)
    OR (s.order_id IS NULL) <> (s.order_line_id IS NULL)
    OR (s.sold_at IS NOT NULL) <> (s.status IN ('sold', 'void'))
    OR (s.order_id IS NOT NULL AND (l.id IS NULL OR l.order_id <> s.order_id OR l.product_id <> s.product_id))
    OR (s.status = 'held' AND coalesce(o.status, 'none') <> 'awaiting')
    OR (s.status IN ('sold', 'void')
      AND coalesce(o.status, 'none') NOT IN ('paid', 'fulfilled', 'refund_due', 'refunded')))
