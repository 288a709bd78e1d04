-- Why: whom the denouncing part of a mixed petition accuses is named when its case opens; what he leads is shut out from then on.
-- Locks: none (a new function).
-- Undo: DROP FUNCTION sight.add_accused(bigint, text[]).

-- Another accused beside those known: nobody who was shut out comes in again. Who opens the case is not among them, so that
-- nobody need stand in for him.
CREATE FUNCTION sight.add_accused(p_petition_id bigint, p_leads text[]) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO sight.accused AS a (petition_id, leads, stand_in) VALUES (p_petition_id, p_leads, '')
  ON CONFLICT (petition_id) DO UPDATE
     SET leads = (SELECT array_agg(DISTINCT one) FROM unnest(a.leads || excluded.leads) AS one)
  RETURNING true
$$;
REVOKE ALL ON FUNCTION sight.add_accused(bigint, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sight.add_accused(bigint, text[]) TO donthu_resolution;
