-- Why: a reception at which someone was denounced is seen by the heads of its agency, and for a day by who wrote it down.
-- Locks: ACCESS EXCLUSIVE on intake.visit and intake.visitor for a moment.
-- Undo: ALTER TABLE intake.visit DISABLE ROW LEVEL SECURITY, intake.visitor too; recreate sight.sees_subject from 0001.

-- Whether the caller may know of a reception, as its event tells of it. One that is not there yet is just being recorded.
CREATE FUNCTION sight.knows_visit(p_visit_id bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
  SELECT NOT EXISTS (SELECT FROM intake.visit AS v
                      WHERE v.id = p_visit_id AND v.identity_withheld AND sight.guarded() IS NOT NULL
                        AND (v.agency <> ALL (sight.guarded()) OR v.leads && sight.list('donthu.against')))
$$;
REVOKE ALL ON FUNCTION sight.knows_visit(bigint) FROM PUBLIC;

ALTER TABLE intake.visit ENABLE ROW LEVEL SECURITY;
CREATE POLICY visit_seen ON intake.visit FOR SELECT TO donthu_intake USING (
  ((SELECT sight.open()) IS NULL OR agency = ANY ((SELECT sight.open())::text[]))
  AND (NOT identity_withheld OR (SELECT sight.guarded()) IS NULL
       -- Who received them heard it all; a day is enough to see that it was written down.
       OR (string_to_array(recorded_by, '/') && (SELECT sight.list('donthu.officers'))::text[]
           AND recorded_at > now() - interval '1 day')
       OR (agency = ANY ((SELECT sight.guarded())::text[])
           AND NOT leads && (SELECT sight.list('donthu.against'))::text[])));
CREATE POLICY visit_written ON intake.visit FOR INSERT TO donthu_intake WITH CHECK (
  (SELECT sight.open()) IS NULL OR agency = ANY ((SELECT sight.open())::text[]));

ALTER TABLE intake.visitor ENABLE ROW LEVEL SECURITY;
CREATE POLICY visitor_seen ON intake.visitor FOR SELECT TO donthu_intake USING (
  coalesce((SELECT true FROM intake.visit AS v WHERE v.id = visit_id), false));
CREATE POLICY visitor_written ON intake.visitor FOR INSERT TO donthu_intake WITH CHECK ((SELECT sight.given()));

-- Whether the caller may know of what an event is about.
CREATE OR REPLACE FUNCTION sight.sees_subject(p_subject text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  kind     text := split_part(p_subject, '/', 1);
  number   bigint;
  petition bigint;
BEGIN
  IF sight.guarded() IS NULL
     OR kind NOT IN ('petition', 'referral', 'case', 'commitment', 'disclosure', 'secret', 'visit') THEN
    RETURN true;
  END IF;
  IF kind = 'secret' THEN
    RETURN coalesce(sight.knows((SELECT e.petition_id FROM vault.entry AS e WHERE e.reference = split_part(p_subject, '/', 2))),
                    false);
  END IF;
  number := split_part(p_subject, '/', 2)::bigint;
  IF kind = 'visit' THEN
    RETURN sight.knows_visit(number);
  ELSIF kind = 'case' THEN
    RETURN sight.knows_case(number);
  ELSIF kind = 'commitment' THEN
    RETURN sight.knows_case((SELECT m.case_id FROM resolution.commitment AS m WHERE m.id = number));
  ELSIF kind = 'disclosure' THEN
    RETURN coalesce(sight.knows((SELECT e.petition_id FROM vault.disclosure AS d JOIN vault.entry AS e ON e.id = d.entry_id
                                  WHERE d.id = number)), false);
  END IF;
  petition := CASE kind WHEN 'petition' THEN number
                        ELSE (SELECT r.petition_id FROM routing.referral AS r WHERE r.id = number) END;
  RETURN NOT EXISTS (SELECT FROM intake.petition AS p WHERE p.id = petition AND p.identity_withheld) OR sight.knows(petition);
END
$$;
