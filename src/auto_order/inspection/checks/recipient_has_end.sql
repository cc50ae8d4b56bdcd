-- I5: Nobody waits for a broadcast that is done
-- over broadcast_recipients
SELECT 'recipient ' || r.id AS subject, 'is ' || r.status || ', and the broadcast is done' AS detail
FROM broadcast_recipients r
JOIN broadcasts b ON b.id = r.broadcast_id
WHERE r.id > :after AND r.id <= :until AND b.status = 'done' AND r.status IN ('waiting', 'sending')
