-- Why: a printed report says whether the seal that it names covers everything that it counts.
-- Locks: ACCESS EXCLUSIVE on the view ledger_api.seal for a moment.
-- Undo: DROP VIEW ledger_api.seal; CREATE VIEW and GRANT as in 0002.
-- With the place of the last event under the seal; NULL for a seal over nothing.
CREATE OR REPLACE VIEW ledger_api.seal AS
  SELECT s.number, s.size, s.root, s.previous_hash, s.sealed_at, s.key_id, s.next_key, s.signature,
         l.xact AS last_xact, l.seq AS last_seq
    FROM ledger.seal AS s LEFT JOIN ledger.leaf AS l ON l.position = s.size - 1;
