-- A shop with a long past. Three orders in four are fulfilled, with one unit each. The others have expired.
INSERT INTO customers (id, telegram_id, name, language, is_blocked, met_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :users)
SELECT i, 7000000 + i, 'Pembeli ' || i, 'id', false, :now FROM n;

INSERT INTO products (id, code, name, description, terms, price, warranty_days, price_steps, position, is_archived,
  created_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :products)
SELECT i, 'p' || i, 'Produk ' || i, '', '', 20000, 0, '', i, false, :now FROM n;

INSERT INTO stock_batches (id, product_id, loaded_at) SELECT id, id, :now FROM products;

INSERT INTO orders (id, number, customer_id, checkout, status, subtotal, discount, service_fee, total, placed_at,
  expires_at, paid_at, closed_at, revision)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :orders)
SELECT i, 'INV-261123-' || i, 1 + i % :users, 'cart', CASE WHEN i % 4 = 0 THEN 'expired' ELSE 'fulfilled' END,
  20000, 0, 0, 20000, :now, :now, NULL, :now, 1 FROM n;

UPDATE orders SET paid_at = closed_at WHERE status = 'fulfilled';

INSERT INTO order_lines (id, order_id, product_id, product_name, terms, warranty_days, price, quantity)
SELECT id, id, 1 + id % :products, 'Produk', '', 0, 20000, 1 FROM orders;

INSERT INTO payments (id, purpose, order_id, customer_id, gateway, reference, attempt, status, currency, amount,
  txn_id, fee, created_at, deadline, last_asked_at, failed_checks, closed_at, settled_at, used_for, revision)
SELECT id, 'order', id, customer_id, 'pakasir', 'PAY-' || id, 1,
  CASE WHEN status = 'fulfilled' THEN 'settled' ELSE 'expired' END, 'IDR', total, 'txn-' || id, 450, :now, :now,
  :now, 0, :now, paid_at, CASE WHEN status = 'fulfilled' THEN 'order' END, 1
FROM orders;

INSERT INTO deliveries (id, order_id, customer_id, status, promised_at, sent_at, revision)
SELECT id, id, customer_id, 'sent', :now, :now, 1 FROM orders WHERE status = 'fulfilled';

INSERT INTO ledger_transfers (kind, source, leg, debit_account, credit_account, amount, posted_at)
SELECT 'payment', id, 0, 'gateway:pakasir', 'revenue', amount, settled_at FROM payments WHERE status = 'settled'
UNION ALL
SELECT 'payment', id, 1, 'fees:pakasir', 'gateway:pakasir', fee, settled_at FROM payments WHERE status = 'settled';

INSERT INTO adjustments (id, customer_id, amount, reason, made_by, made_at)
SELECT id, id, 5000, 'hadiah', 'system', :now FROM customers;

INSERT INTO ledger_transfers (kind, source, leg, debit_account, credit_account, amount, posted_at)
SELECT 'adjustment', id, 0, 'adjustments', 'wallet:' || customer_id, amount, :now FROM adjustments;

INSERT INTO wallets (customer_id, balance) SELECT customer_id, amount FROM adjustments;

INSERT INTO stock_items (id, product_id, batch_id, position, content, fingerprint, status, order_id, order_line_id,
  sold_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :units)
SELECT i, 1 + i % :products, 1 + i % :products, i, <seal>, <fingerprint>,
  CASE WHEN o.status = 'fulfilled' THEN 'sold' ELSE 'free' END,
  CASE WHEN o.status = 'fulfilled' THEN o.id END,
  CASE WHEN o.status = 'fulfilled' THEN o.id END,
  CASE WHEN o.status = 'fulfilled' THEN o.paid_at END
FROM n LEFT JOIN orders o ON o.id = n.i;

ANALYZE
