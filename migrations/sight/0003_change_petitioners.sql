-- Why: the numbers of a petitioner can be sealed anew or erased by who may see the petition, and by nobody else.
-- Locks: ACCESS EXCLUSIVE on intake.petitioner for a moment.
-- Undo: DROP POLICY petitioner_changed ON intake.petitioner.
CREATE POLICY petitioner_changed ON intake.petitioner FOR UPDATE TO donthu_intake USING (
  (SELECT sight.open()) IS NULL OR coalesce((SELECT true FROM intake.petition AS p WHERE p.id = petition_id), false));
