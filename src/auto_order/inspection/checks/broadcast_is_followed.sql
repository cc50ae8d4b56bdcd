-- I5: A broadcast that is being sent has somebody who sends it
-- over broadcasts
SELECT 'broadcast ' || b.id AS subject, 'is running, and nobody is to send it' AS detail
FROM broadcasts b
WHERE b.id > :after AND b.id <= :until AND b.status = 'running'
  AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.key = 'broadcast:' || b.id AND j.status = 'queued')
  AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.key = 'broadcast:' || b.id AND j.status = 'running')
