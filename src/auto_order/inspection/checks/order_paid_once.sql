-- I2: An order has goods if and only if one payment or one debit of a wallet paid its price
-- over orders
SELECT subject, 'is ' || status || ' and is paid for ' || paid || ' times' AS detail
FROM (
  SELECT 'order ' || o.number AS subject, o.status,
    (SELECT count(*) FROM payments p
      WHERE p.order_id = o.id AND p.used_for = 'order' AND p.status = 'settled' AND p.amount = o.total)
    + (SELECT count(*) FROM ledger_transfers t
      WHERE t.kind = 'purchase' AND t.source = o.id AND t.amount = o.total
        AND t.debit_account = 'wallet:' || o.customer_id AND t.credit_account = 'revenue') AS paid,
    CASE WHEN o.total > 0 AND o.status IN ('paid', 'fulfilled', 'refund_due', 'refunded')
      THEN 1 ELSE 0 END AS due
  FROM orders o
  WHERE o.id > :after AND o.id <= :until
) counted
WHERE paid <> due
