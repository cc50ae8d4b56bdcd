-- Done to the books behind the shop's back, one after another and each undone. The first line of each says
-- which check must find it, and what it is. <words> stand for a row, as said in test_inspection.py.

-- review_has_end: a case is forgotten
DELETE FROM review_cases WHERE decision IS NULL;

-- review_has_end: a decision moved nothing
DELETE FROM ledger_transfers WHERE kind = 'review';

-- refund_is_posted: a refund is only said
DELETE FROM ledger_transfers WHERE kind = 'refund';

-- refunds_of_order: more goes back than came
UPDATE refunds SET amount = amount * 100;

-- unit_is_replaced: a unit is void and nobody has another
UPDATE stock_items SET replaces_id = NULL;

-- units_of_lines: a unit is given to a second order
UPDATE stock_items
SET order_id = <other paid order>, order_line_id = <line of other paid order>
WHERE order_id = <paid order>;

-- unit_has_its_order: a dead order keeps a unit
UPDATE stock_items
SET order_id = <dead order>, order_line_id = <line of dead order>
WHERE order_id = <open order>;

-- unit_is_sealed: goods are in plain
UPDATE stock_items SET content = fingerprint WHERE id = (SELECT max(id) FROM stock_items);

-- file_is_sealed: a file's name is in plain
UPDATE unit_files SET name = (SELECT fingerprint FROM stock_items WHERE id = (SELECT min(id) FROM stock_items));

-- shared_is_sealed: what all buyers get is in plain
UPDATE shared_contents SET content = (SELECT fingerprint FROM stock_items WHERE id = (SELECT min(id) FROM stock_items));

-- order_paid_once: an order is fulfilled and nobody paid
UPDATE orders SET status = 'fulfilled' WHERE id = <open order>;

-- order_adds_up: a price is changed after the fact
UPDATE order_lines SET price = 1 WHERE order_id = <paid order>;

-- order_moments: an order forgets when it was paid
UPDATE orders SET paid_at = NULL WHERE id = <paid order>;

-- order_is_awaited: an order waits for a payment that is over
UPDATE payments SET status = 'failed' WHERE order_id = <open order>;

-- order_is_delivered: a delivery is lost
DELETE FROM deliveries WHERE order_id = <paid order>;

-- one_buyer: goods go to somebody else
UPDATE deliveries SET customer_id = customer_id + 1 WHERE order_id = <paid order>;

-- delivery_is_followed: nobody is to carry the goods
UPDATE deliveries SET status = 'queued' WHERE order_id = <paid order>;

-- voucher_of_order: a discount is from nowhere
DELETE FROM voucher_uses;

-- voucher_limits: a voucher is used too often
UPDATE vouchers SET uses_in_total = 0;

-- posting_of_payment: a posting is lost
DELETE FROM ledger_transfers WHERE kind = 'payment' AND source = <payment>;

-- posting_of_payment: a posting is over another amount
UPDATE ledger_transfers SET amount = amount - 1 WHERE kind = 'payment' AND source = <payment>;

-- posting_of_payment: a payment is posted twice
INSERT INTO ledger_transfers (id, kind, source, leg, debit_account, credit_account, amount, posted_at)
SELECT id + 1000, kind, source, 7, debit_account, credit_account, amount, posted_at
FROM ledger_transfers
WHERE kind = 'payment' AND source = <payment> AND leg = 0;

-- transfer_has_source: money is posted for a payment that never came
UPDATE ledger_transfers SET source = 999999 WHERE kind = 'payment' AND source = <payment>;

-- transfer_is_sound: a transfer moves less than nothing
UPDATE ledger_transfers SET amount = -amount WHERE kind = 'payment' AND source = <payment>;

-- transfer_has_wallet: a wallet is lost
DELETE FROM wallets WHERE customer_id = <rich buyer>;

-- wallet_is_its_transfers: a wallet is raised by hand
UPDATE wallets SET balance = balance + 1 WHERE customer_id = <rich buyer>;

-- wallet_is_its_transfers: a wallet is below zero
UPDATE wallets SET balance = -1 WHERE customer_id = <rich buyer>;

-- adjustment_is_posted: an adjustment says something else than its transfer
UPDATE adjustments SET amount = amount + 1;

-- payment_has_end: money is both goods and credit
UPDATE payments SET used_for = 'order' WHERE used_for = 'wallet' AND order_id IS NOT NULL;

-- payment_is_observed: a payment settled and nobody asked
UPDATE payments SET last_asked_at = NULL WHERE id = <payment>;

-- payment_is_followed: nobody is to ask about an open payment
DELETE FROM jobs WHERE name = 'check_payment';

-- broadcast_is_followed: nobody is to send a broadcast that is on its way
DELETE FROM jobs WHERE name = 'send_broadcast';

-- recipient_has_end: somebody still waits for a broadcast that is done
UPDATE broadcast_recipients SET status = 'waiting' WHERE id = (SELECT min(id) FROM broadcast_recipients);

-- known_words: a status is made up
UPDATE orders SET status = 'lost' WHERE id = <dead order>;

-- audit_log: a deed is rewritten
UPDATE audit_entries SET actor = 'staff:1' WHERE id = (SELECT min(id) FROM audit_entries);
