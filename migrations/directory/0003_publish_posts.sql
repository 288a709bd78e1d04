-- Why: work is given to who is in office where it lies, and given on when he has left.
-- Locks: none (new view and function).
-- Undo: DROP FUNCTION directory_api.posts_on(text[], date); DROP VIEW directory_api.post.

-- Who serves where, and how long. No names: who needs those reads directory_api.officer.
CREATE VIEW directory_api.post AS
  SELECT id AS officer, agency_code AS agency, 4 = ANY (roles) AS inspects, valid_from, valid_to FROM directory.officer;

-- Posts held on that day at one of these agencies, and those of the inspectorate (donthu.options.v1.Role 4), which verifies
-- for others wherever it sits. An agency that has ended has no posts.
CREATE FUNCTION directory_api.posts_on(p_agencies text[], p_on date) RETURNS TABLE (officer text, agency text)
LANGUAGE sql STABLE AS $$
  SELECT o.officer, o.agency
    FROM directory_api.post AS o JOIN directory_api.agency AS g ON g.code = o.agency
   WHERE (o.inspects OR o.agency = ANY (p_agencies))
     AND (o.valid_from IS NULL OR o.valid_from <= p_on) AND (o.valid_to IS NULL OR o.valid_to >= p_on)
     AND (g.valid_from IS NULL OR g.valid_from <= p_on) AND (g.valid_to IS NULL OR g.valid_to >= p_on)
$$;
REVOKE ALL ON FUNCTION directory_api.posts_on(text[], date) FROM PUBLIC;
GRANT SELECT ON directory_api.post TO donthu_routing;
GRANT EXECUTE ON FUNCTION directory_api.posts_on(text[], date) TO donthu_routing;
