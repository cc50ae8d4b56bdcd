-- I4: A voucher is held and used no more often than it may be, in all and by each buyer
-- over vouchers
SELECT 'voucher ' || v.id AS subject,
  'of ' || coalesce(v.uses_in_total, 0) || ' and ' || coalesce(v.uses_per_customer, 0)
    || ' a buyer is used too often: ' || u.uses AS detail
FROM vouchers v
JOIN (
  SELECT voucher_id, sum(uses) AS uses, max(uses) AS most FROM (
    SELECT voucher_id, customer_id, count(*) AS uses FROM voucher_uses
    WHERE voucher_id > :after AND voucher_id <= :until AND status IN ('held', 'used')
    GROUP BY voucher_id, customer_id
  ) by_buyer GROUP BY voucher_id
) u ON u.voucher_id = v.id
WHERE u.uses > v.uses_in_total OR u.most > v.uses_per_customer
