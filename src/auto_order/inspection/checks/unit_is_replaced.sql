-- I1: A unit is void if and only if another one of its line was handed out for it
-- over stock_items
SELECT 'unit ' || s.id AS subject,
  'is ' || s.status || ', its successor is ' || coalesce(n.status, 'missing') AS detail
FROM stock_items s
LEFT JOIN stock_items n ON n.replaces_id = s.id
WHERE s.id > :after AND s.id <= :until
  AND ((s.status = 'void') <> (n.id IS NOT NULL)
    OR n.order_line_id <> s.order_line_id
    OR n.status NOT IN ('sold', 'void'))
