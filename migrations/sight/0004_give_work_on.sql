-- Why: work of officers who left is listed and given on; who is kept from a denunciation is not given it.
-- Locks: ACCESS EXCLUSIVE on sight.assignment for a moment (a column with a constant), SHARE while its index is built.
-- Undo: DROP FUNCTION sight.leads(bigint); DROP INDEX sight.assignment_open_idx; drop the column.

-- Why it was given on, or taken over; '' = it was not.
ALTER TABLE sight.assignment ADD COLUMN reason text NOT NULL DEFAULT '';
CREATE INDEX assignment_open_idx ON sight.assignment (agency, petition_id, officer) WHERE ended_on IS NULL;

-- Agencies that the accused of a petition leads, as far as the caller may know of it: who serves there or below is kept from
-- it, as row policies keep him.
CREATE FUNCTION sight.leads(p_petition_id bigint) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT coalesce((SELECT a.leads FROM sight.accused AS a WHERE a.petition_id = p_petition_id AND sight.knows(p_petition_id)),
                  '{}')
$$;
REVOKE ALL ON FUNCTION sight.leads(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sight.leads(bigint) TO donthu_routing;
