-- I5: Goods that are on their way have somebody who carries them
-- over deliveries
SELECT 'order ' || o.number AS subject, 'has a delivery ' || d.status || ', and nobody is to carry it' AS detail
FROM deliveries d
JOIN orders o ON o.id = d.order_id
WHERE d.id > :after AND d.id <= :until
  AND d.status IN ('queued', 'sending') AND o.status IN ('paid', 'fulfilled')
  AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.key = 'delivery:' || o.id AND j.status = 'queued')
  AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.key = 'delivery:' || o.id AND j.status = 'running')
