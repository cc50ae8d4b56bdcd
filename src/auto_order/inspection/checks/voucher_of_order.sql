-- I4: A discount is that of a voucher, held until the order is paid, used then, released when it died
-- over orders
SELECT 'order ' || o.number AS subject,
  'is ' || o.status || ' with ' || o.discount || ' off, its voucher ' || coalesce(u.status, 'missing')
    || ' with ' || coalesce(u.discount, 0) AS detail
FROM orders o
LEFT JOIN voucher_uses u ON u.order_id = o.id
WHERE o.id > :after AND o.id <= :until
  AND (o.discount <> coalesce(u.discount, 0)
    OR u.status <> CASE
      WHEN o.status = 'awaiting' THEN 'held'
      WHEN o.status IN ('expired', 'canceled', 'credited') THEN 'released'
      ELSE 'used' END)
