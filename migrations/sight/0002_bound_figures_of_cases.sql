-- Why: figures about cases are within the rule too: those of guarded petitions are counted by those who answer for figures.
-- Locks: ACCESS EXCLUSIVE on inspectorate.case while the rows of guarded cases are marked.
-- Undo: ALTER TABLE inspectorate.case DISABLE ROW LEVEL SECURITY; drop the trigger, its function and the column.

-- The guarded petition by which the case is judged, as in resolution.case. NULL = none.
ALTER TABLE inspectorate.case ADD COLUMN guard_id bigint;
UPDATE inspectorate.case AS f SET guard_id = c.guard_id
  FROM resolution.case AS c WHERE c.id = f.case_id AND c.guard_id IS NOT NULL;

-- On every change, for a guarded petition may join later: by an act, whose event changes the row.
CREATE FUNCTION sight.mark_counted_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  NEW.guard_id := (SELECT c.guard_id FROM resolution.case AS c WHERE c.id = NEW.case_id);
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION sight.mark_counted_case() FROM PUBLIC;
CREATE TRIGGER case_mark_counted BEFORE INSERT OR UPDATE ON inspectorate.case
  FOR EACH ROW EXECUTE FUNCTION sight.mark_counted_case();

ALTER TABLE inspectorate.case ENABLE ROW LEVEL SECURITY;
CREATE POLICY case_counted ON inspectorate.case TO donthu_inspectorate USING (
  ((SELECT sight.open()) IS NULL OR agency = ANY ((SELECT sight.open())::text[]))
  AND (guard_id IS NULL OR (SELECT sight.guarded()) IS NULL
       OR CASE WHEN (SELECT sight.figures()) THEN guard_id <> ALL ((SELECT sight.conflicts())::bigint[])
               ELSE sight.knows(guard_id) END));
