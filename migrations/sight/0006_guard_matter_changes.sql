-- Why: which matter a petition was moved into is seen by whoever sees how the petition was handled, and by nobody else.
-- Locks: ACCESS EXCLUSIVE on inspectorate.matter_change for a moment.
-- Undo: ALTER TABLE inspectorate.matter_change DISABLE ROW LEVEL SECURITY.
ALTER TABLE inspectorate.matter_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY matter_change_counted ON inspectorate.matter_change TO donthu_inspectorate USING (
  ((SELECT sight.open()) IS NULL AND (SELECT sight.guarded()) IS NULL)
  OR EXISTS (SELECT FROM inspectorate.handling AS h WHERE h.petition_id = matter_change.petition_id));
