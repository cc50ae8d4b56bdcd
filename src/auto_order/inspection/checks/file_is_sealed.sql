-- I9: A file that is sold is sealed, and so is its name
-- over unit_files
SELECT 'unit ' || f.item_id AS subject, 'is a file that the shop did not seal' AS detail
FROM unit_files f
WHERE f.item_id > :after AND f.item_id <= :until
  AND (length(f.content) < :shortest_seal OR substr(f.content, 1, 1) <> :seal_version
    OR length(f.name) < :shortest_seal OR substr(f.name, 1, 1) <> :seal_version)
