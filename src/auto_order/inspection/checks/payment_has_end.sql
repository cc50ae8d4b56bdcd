-- I5: Money that came in ended as goods, as credit or as a case for a person, and as one of them only
-- over payments
SELECT 'payment ' || p.reference AS subject,
  'is ' || p.status || ' for ' || coalesce(p.used_for, 'nothing') || ', its order is '
    || coalesce(o.status, 'none') AS detail
FROM payments p
LEFT JOIN orders o ON o.id = p.order_id
WHERE p.id > :after AND p.id <= :until
  AND ((p.status IN ('settled', 'review')) <> (p.used_for IS NOT NULL)
    OR (p.used_for = 'suspense') <> (p.status = 'review')
    OR (p.used_for = 'order' AND coalesce(o.status, 'none') NOT IN ('paid', 'fulfilled', 'refund_due', 'refunded'))
    OR (p.used_for = 'wallet' AND o.status IN ('awaiting', 'expired', 'canceled')))
