-- I9: What all buyers of a product get is sealed
-- over shared_contents
SELECT 'product ' || c.product_id AS subject, 'shares something that the shop did not seal' AS detail
FROM shared_contents c
WHERE c.product_id > :after AND c.product_id <= :until
  AND (length(c.content) < :shortest_seal OR substr(c.content, 1, 1) <> :seal_version)
