-- I9: What a unit holds is sealed: no goods stand in the database in plain
-- over stock_items
SELECT 'unit ' || s.id AS subject, 'holds something that the shop did not seal' AS detail
FROM stock_items s
WHERE s.id > :after AND s.id <= :until
  AND (length(s.content) < :shortest_seal OR substr(s.content, 1, 1) <> :seal_version)
