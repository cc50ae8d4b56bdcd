-- I4: A voucher is held and used no more often than it may be, but for what a person of the staff let pass
-- over vouchers
SELECT 'voucher ' || v.id AS subject,
  'of ' || coalesce(v.uses_in_total, 0) || ' and ' || coalesce(v.uses_per_customer, 0)
    || ' a buyer is used too often: ' || u.uses AS detail
FROM vouchers v
JOIN (
  SELECT voucher_id, sum(uses) AS uses, max(uses) AS most FROM (
    SELECT x.voucher_id, x.customer_id, count(*) AS uses FROM voucher_uses x
    WHERE x.voucher_id > :after AND x.voucher_id <= :until AND x.status IN ('held', 'used')
      AND NOT EXISTS (
        SELECT 1 FROM payments p LEFT JOIN review_cases c ON c.payment_id = p.id
        WHERE p.order_id = x.order_id AND p.used_for = 'order' AND (p.gateway = 'manual' OR c.id IS NOT NULL))
    GROUP BY x.voucher_id, x.customer_id
  ) by_buyer GROUP BY voucher_id
) u ON u.voucher_id = v.id
WHERE u.uses > v.uses_in_total OR u.most > v.uses_per_customer
