-- Done to the big shop behind its back, all at once. The first line of each says which check must find it.

-- units_of_lines: a unit is given to a second order
UPDATE stock_items SET order_id = 2, order_line_id = 2 WHERE id = 1;

-- unit_is_sealed: goods are in plain
UPDATE stock_items SET content = fingerprint WHERE id = (SELECT max(id) FROM stock_items);

-- order_paid_once: an order is fulfilled and nobody paid
UPDATE orders SET status = 'fulfilled' WHERE id = 4;

-- order_adds_up: a price is changed after the fact
UPDATE order_lines SET price = 1 WHERE id = 5;

-- order_is_delivered: a delivery is lost
DELETE FROM deliveries WHERE order_id = 6;

-- posting_of_payment: a posting is lost
DELETE FROM ledger_transfers WHERE kind = 'payment' AND source = 7 AND leg = 0;

-- payment_is_observed: a payment settled and nobody asked
UPDATE payments SET last_asked_at = NULL WHERE id = 9;

-- wallet_is_its_transfers: a wallet is raised by hand
UPDATE wallets SET balance = balance + 1 WHERE customer_id = 10;

-- adjustment_is_posted: an adjustment says something else than its transfer
UPDATE adjustments SET amount = amount + 1 WHERE id = 11;

-- audit_log: a deed is rewritten
UPDATE audit_entries SET actor = 'staff:1' WHERE id = 12;
