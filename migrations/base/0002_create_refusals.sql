-- Why: a single-statement command that finds the row at another version must take back all it did; an error does that.
-- Locks: none. Undo: DROP FUNCTION public.refuse_stale().
-- SQLSTATE DT001 is what services/base/db maps to STALE_ETAG.
CREATE FUNCTION public.refuse_stale() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'stale' USING ERRCODE = 'DT001';
END
$$;
GRANT EXECUTE ON FUNCTION public.refuse_stale() TO PUBLIC;
