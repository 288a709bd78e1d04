-- Why: who may see what is kept by the database too: a statement that forgets to ask shows nothing that its caller may not know.
-- Locks: ACCESS EXCLUSIVE on the tables of routing, resolution and inspectorate while rows that belong to guarded petitions are
--        marked (about 5 s per million rows), and on intake's for a moment.
-- Undo: ALTER TABLE … DISABLE ROW LEVEL SECURITY on each table below; recreate the published views from their own migrations.

-- The services say for whom a connection asks by settings of the session; services/base/db sets them, and
-- services/base/access/sight.h says from what:
--
--   donthu.open      agencies whose subjects may be seen
--   donthu.guarded   agencies of which also what is guarded
--   donthu.officers  the caller, and whom he acts for
--   donthu.against   agencies whose leaders have power over the caller
--   donthu.figures   'all': figures count what is guarded too
--
-- Each list is a text[], '*' for no limit. A connection that says nothing sees nothing.
--
-- Guarded is a petition whose author is withheld, and whatever belongs to it.
CREATE SCHEMA sight;

CREATE FUNCTION sight.list(setting text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN current_setting(setting, true) = '*' THEN NULL
              ELSE coalesce(nullif(current_setting(setting, true), ''), '{}')::text[] END
$$;
CREATE FUNCTION sight.given() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(current_setting('donthu.open', true), '') <> ''
$$;
-- NULL = no limit.
CREATE FUNCTION sight.open() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT sight.list('donthu.open') $$;
CREATE FUNCTION sight.guarded() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT sight.list('donthu.guarded') $$;
CREATE FUNCTION sight.figures() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(current_setting('donthu.figures', true), '') = 'all'
$$;

-- Whom a guarded petition denounces, as far as it concerns who may see it.
CREATE TABLE sight.accused (
  petition_id bigint PRIMARY KEY,
  -- Agencies that the accused leads, or that are accused themselves.
  leads       text[] NOT NULL,
  -- Whose head acts in place of a holder that one of them has power over; '' = nobody in the province.
  stand_in    text   NOT NULL
);

-- Officers to whom a petition was given to work on, beside the head.
CREATE TABLE sight.assignment (
  petition_id bigint NOT NULL,
  agency      text   NOT NULL,
  officer     text   NOT NULL,
  assigned_on date   NOT NULL,
  -- NULL = still.
  ended_on    date   CHECK (ended_on >= assigned_on),
  PRIMARY KEY (petition_id, agency, officer)
);

-- An accused as read from the letter at registration, then as an officer found.
CREATE FUNCTION sight.note_accused(p_petition_id bigint, p_leads text[], p_stand_in text) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO sight.accused (petition_id, leads, stand_in) VALUES (p_petition_id, p_leads, p_stand_in)
  ON CONFLICT (petition_id) DO UPDATE SET leads = excluded.leads, stand_in = excluded.stand_in
  RETURNING true
$$;

-- The one rule: whether the caller may know of a guarded petition.
CREATE FUNCTION sight.knows(p_petition_id bigint) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  heads text[] := sight.guarded();
BEGIN
  IF heads IS NULL THEN
    RETURN true;
  END IF;
  RETURN (EXISTS (SELECT FROM sight.assignment AS a
                   WHERE a.petition_id = p_petition_id AND a.ended_on IS NULL
                     AND a.officer = ANY (sight.list('donthu.officers')))
          OR (heads <> '{}'
              AND (EXISTS (SELECT FROM intake.petition AS p WHERE p.id = p_petition_id AND p.agency = ANY (heads))
                   OR EXISTS (SELECT FROM routing.referral AS r
                               WHERE r.petition_id = p_petition_id AND r.to_agency = ANY (heads))
                   OR EXISTS (SELECT FROM resolution.case AS c WHERE c.guard_id = p_petition_id AND c.agency = ANY (heads))
                   OR EXISTS (SELECT FROM sight.accused AS a
                               WHERE a.petition_id = p_petition_id AND a.stand_in = ANY (heads)))))
     AND NOT EXISTS (SELECT FROM sight.accused AS a
                      WHERE a.petition_id = p_petition_id AND a.leads && sight.list('donthu.against'));
END
$$;

-- Whether an agency within reach received the petition or was sent it.
CREATE FUNCTION sight.holds(p_petition_id bigint) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  reach text[] := sight.open();
BEGIN
  RETURN reach IS NULL
      OR EXISTS (SELECT FROM intake.petition AS p WHERE p.id = p_petition_id AND p.agency = ANY (reach))
      OR EXISTS (SELECT FROM routing.referral AS r WHERE r.petition_id = p_petition_id AND r.to_agency = ANY (reach));
END
$$;

-- Whether the caller may know of a case, whichever agency has it. One that is being opened is not there yet.
CREATE FUNCTION sight.knows_case(p_case_id bigint) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  guard bigint;
BEGIN
  SELECT c.guard_id INTO guard FROM resolution.case AS c WHERE c.id = p_case_id;
  RETURN guard IS NULL OR sight.knows(guard);
END
$$;
CREATE FUNCTION sight.sees_case(p_case_id bigint) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  reach text[] := sight.open();
  holder text;
  guard  bigint;
BEGIN
  SELECT c.agency, c.guard_id INTO holder, guard FROM resolution.case AS c WHERE c.id = p_case_id;
  RETURN holder IS NULL OR ((reach IS NULL OR holder = ANY (reach)) AND (guard IS NULL OR sight.knows(guard)));
END
$$;

-- Guarded petitions of which the caller may not even count one: few, so that they are found at once.
CREATE FUNCTION sight.conflicts() RETURNS bigint[]
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
  SELECT coalesce(array_agg(a.petition_id), '{}') FROM sight.accused AS a WHERE a.leads && sight.list('donthu.against')
$$;
CREATE INDEX accused_leads_idx ON sight.accused USING gin (leads);

-- Whether the caller may know of what an event is about.
CREATE FUNCTION sight.sees_subject(p_subject text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  kind     text := split_part(p_subject, '/', 1);
  number   bigint;
  petition bigint;
BEGIN
  IF sight.guarded() IS NULL OR kind NOT IN ('petition', 'referral', 'case', 'commitment', 'disclosure', 'secret') THEN
    RETURN true;
  END IF;
  IF kind = 'secret' THEN
    RETURN coalesce(sight.knows((SELECT e.petition_id FROM vault.entry AS e WHERE e.reference = split_part(p_subject, '/', 2))),
                    false);
  END IF;
  number := split_part(p_subject, '/', 2)::bigint;
  IF kind = 'case' THEN
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

-- Rows that belong to a guarded petition say so themselves, so that the others cost no look elsewhere.
ALTER TABLE routing.handling ADD COLUMN guarded boolean NOT NULL DEFAULT false;
ALTER TABLE routing.referral ADD COLUMN guarded boolean NOT NULL DEFAULT false;
ALTER TABLE inspectorate.handling ADD COLUMN guarded boolean NOT NULL DEFAULT false;
ALTER TABLE inspectorate.reply ADD COLUMN guarded boolean NOT NULL DEFAULT false;
-- The guarded petition by which a case is judged: the first that it has to do with, or its parent's. NULL = none.
ALTER TABLE resolution.case ADD COLUMN guard_id bigint;

UPDATE routing.handling AS h SET guarded = true FROM intake.petition AS p WHERE p.id = h.petition_id AND p.identity_withheld;
UPDATE routing.referral AS r SET guarded = true FROM intake.petition AS p WHERE p.id = r.petition_id AND p.identity_withheld;
UPDATE inspectorate.handling AS h SET guarded = true
  FROM intake.petition AS p WHERE p.id = h.petition_id AND p.identity_withheld;
UPDATE inspectorate.reply AS r SET guarded = true
  FROM intake.petition AS p WHERE p.id = r.petition_id AND p.identity_withheld;
UPDATE resolution.case AS c SET guard_id = g.petition_id
  FROM (SELECT l.case_id, min(l.petition_id) AS petition_id
          FROM resolution.case_petition AS l JOIN intake.petition AS p ON p.id = l.petition_id AND p.identity_withheld
         GROUP BY l.case_id) AS g
 WHERE g.case_id = c.id;
WITH RECURSIVE below AS (
  SELECT c.id, c.guard_id FROM resolution.case AS c WHERE c.guard_id IS NOT NULL
  UNION
  SELECT c.id, coalesce(c.guard_id, b.guard_id) FROM resolution.case AS c JOIN below AS b ON b.id = c.parent_id)
UPDATE resolution.case AS c SET guard_id = b.guard_id FROM below AS b WHERE b.id = c.id AND c.guard_id IS NULL;
CREATE INDEX case_guard_idx ON resolution.case (guard_id) WHERE guard_id IS NOT NULL;

-- What is guarded is numbered apart, so that no gap in other numbers tells of it.
CREATE SEQUENCE intake.guarded_petition_id_seq START 1000000000000;
CREATE SEQUENCE routing.guarded_referral_id_seq START 1000000000000;
CREATE SEQUENCE resolution.guarded_case_id_seq START 1000000000000;
CREATE SEQUENCE resolution.guarded_commitment_id_seq START 1000000000000;

CREATE FUNCTION sight.mark_guarded() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  NEW.guarded := EXISTS (SELECT FROM intake.petition AS p WHERE p.id = NEW.petition_id AND p.identity_withheld);
  RETURN NEW;
END
$$;
CREATE TRIGGER handling_mark_guarded BEFORE INSERT ON routing.handling FOR EACH ROW EXECUTE FUNCTION sight.mark_guarded();
CREATE TRIGGER referral_mark_guarded BEFORE INSERT ON routing.referral FOR EACH ROW EXECUTE FUNCTION sight.mark_guarded();
CREATE TRIGGER handling_mark_guarded BEFORE INSERT ON inspectorate.handling FOR EACH ROW EXECUTE FUNCTION sight.mark_guarded();
CREATE TRIGGER reply_mark_guarded BEFORE INSERT ON inspectorate.reply FOR EACH ROW EXECUTE FUNCTION sight.mark_guarded();

CREATE FUNCTION sight.mark_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  NEW.guard_id := coalesce((SELECT p.id FROM intake.petition AS p WHERE p.id = NEW.petition_id AND p.identity_withheld),
                           (SELECT c.guard_id FROM resolution.case AS c WHERE c.id = NEW.parent_id));
  RETURN NEW;
END
$$;
CREATE TRIGGER case_mark BEFORE INSERT ON resolution.case FOR EACH ROW EXECUTE FUNCTION sight.mark_case();

-- A guarded petition that joins a case guards it from then on, and for good.
CREATE FUNCTION sight.mark_joined() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE resolution.case AS c SET guard_id = NEW.petition_id
   WHERE c.id = NEW.case_id AND c.guard_id IS NULL
     AND EXISTS (SELECT FROM intake.petition AS p WHERE p.id = NEW.petition_id AND p.identity_withheld);
  RETURN NULL;
END
$$;
CREATE TRIGGER case_petition_mark_joined AFTER INSERT ON resolution.case_petition
  FOR EACH ROW EXECUTE FUNCTION sight.mark_joined();

-- Policies. Where a table has several, the subqueries are evaluated once for a statement, not for each row.
ALTER TABLE intake.petition ENABLE ROW LEVEL SECURITY;
CREATE POLICY petition_seen ON intake.petition FOR SELECT TO donthu_intake USING (
  ((SELECT sight.open()) IS NULL OR agency = ANY ((SELECT sight.open())::text[]) OR sight.holds(id))
  AND (NOT identity_withheld OR (SELECT sight.guarded()) IS NULL
       -- Who takes a letter in holds it in his hands; a day is enough to print the receipt.
       OR (registered_by = ANY ((SELECT sight.list('donthu.officers'))::text[])
           AND registered_at > now() - interval '1 day')
       OR sight.knows(id)));
CREATE POLICY petition_written ON intake.petition FOR INSERT TO donthu_intake WITH CHECK (
  (SELECT sight.open()) IS NULL OR agency = ANY ((SELECT sight.open())::text[]));

ALTER TABLE intake.petitioner ENABLE ROW LEVEL SECURITY;
-- Whoever is withheld is not there; without a limit of agencies there is nothing to look up.
CREATE POLICY petitioner_seen ON intake.petitioner FOR SELECT TO donthu_intake USING (
  (SELECT sight.open()) IS NULL OR coalesce((SELECT true FROM intake.petition AS p WHERE p.id = petition_id), false));
CREATE POLICY petitioner_written ON intake.petitioner FOR INSERT TO donthu_intake WITH CHECK ((SELECT sight.given()));

ALTER TABLE routing.handling ENABLE ROW LEVEL SECURITY;
CREATE POLICY handling_seen ON routing.handling TO donthu_routing USING (
  ((SELECT sight.open()) IS NULL OR agency = ANY ((SELECT sight.open())::text[]) OR sight.holds(petition_id))
  AND (NOT guarded OR (SELECT sight.guarded()) IS NULL OR sight.knows(petition_id)));

ALTER TABLE routing.referral ENABLE ROW LEVEL SECURITY;
CREATE POLICY referral_seen ON routing.referral TO donthu_routing USING (
  ((SELECT sight.open()) IS NULL OR to_agency = ANY ((SELECT sight.open())::text[])
   OR from_agency = ANY ((SELECT sight.open())::text[]) OR sight.holds(petition_id))
  AND (NOT guarded OR (SELECT sight.guarded()) IS NULL OR sight.knows(petition_id)));

ALTER TABLE resolution.case ENABLE ROW LEVEL SECURITY;
CREATE POLICY case_seen ON resolution.case TO donthu_resolution USING (
  ((SELECT sight.open()) IS NULL OR agency = ANY ((SELECT sight.open())::text[]))
  AND (guard_id IS NULL OR (SELECT sight.guarded()) IS NULL OR sight.knows(guard_id)));
ALTER TABLE resolution.case_petition ENABLE ROW LEVEL SECURITY;
CREATE POLICY case_petition_seen ON resolution.case_petition TO donthu_resolution USING (
  ((SELECT sight.open()) IS NULL AND (SELECT sight.guarded()) IS NULL) OR ((SELECT sight.given()) AND sight.sees_case(case_id)));
ALTER TABLE resolution.clock ENABLE ROW LEVEL SECURITY;
CREATE POLICY clock_seen ON resolution.clock TO donthu_resolution USING (
  ((SELECT sight.open()) IS NULL AND (SELECT sight.guarded()) IS NULL) OR ((SELECT sight.given()) AND sight.sees_case(case_id)));
ALTER TABLE resolution.act ENABLE ROW LEVEL SECURITY;
CREATE POLICY act_seen ON resolution.act TO donthu_resolution USING (
  ((SELECT sight.open()) IS NULL AND (SELECT sight.guarded()) IS NULL) OR ((SELECT sight.given()) AND sight.sees_case(case_id)));

ALTER TABLE resolution.commitment ENABLE ROW LEVEL SECURITY;
CREATE POLICY commitment_seen ON resolution.commitment TO donthu_resolution USING (
  ((SELECT sight.open()) IS NULL OR agency = ANY ((SELECT sight.open())::text[]))
  AND (case_id IS NULL OR (SELECT sight.guarded()) IS NULL OR sight.knows_case(case_id)));
ALTER TABLE resolution.commitment_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY commitment_entry_seen ON resolution.commitment_entry TO donthu_resolution USING (
  coalesce((SELECT true FROM resolution.commitment AS m WHERE m.id = commitment_id), false));

ALTER TABLE sight.assignment ENABLE ROW LEVEL SECURITY;
CREATE POLICY assignment_seen ON sight.assignment TO donthu_routing USING (
  coalesce((SELECT true FROM intake_api.petition_card AS p WHERE p.id = petition_id), false));

-- Figures: whoever answers for them counts everything but what concerns his own superiors; others count what they know of.
ALTER TABLE inspectorate.handling ENABLE ROW LEVEL SECURITY;
CREATE POLICY handling_counted ON inspectorate.handling TO donthu_inspectorate USING (
  ((SELECT sight.open()) IS NULL OR agency = ANY ((SELECT sight.open())::text[]))
  AND (NOT guarded OR (SELECT sight.guarded()) IS NULL
       OR CASE WHEN (SELECT sight.figures()) THEN petition_id <> ALL ((SELECT sight.conflicts())::bigint[])
               ELSE sight.knows(petition_id) END));
ALTER TABLE inspectorate.reply ENABLE ROW LEVEL SECURITY;
CREATE POLICY reply_counted ON inspectorate.reply TO donthu_inspectorate USING (
  ((SELECT sight.open()) IS NULL OR from_agency = ANY ((SELECT sight.open())::text[]))
  AND (NOT guarded OR (SELECT sight.guarded()) IS NULL
       OR CASE WHEN (SELECT sight.figures()) THEN petition_id <> ALL ((SELECT sight.conflicts())::bigint[])
               ELSE sight.knows(petition_id) END));

-- Published views run as their owner, whom no policy binds: each is put within the same rule. Petitions that are not guarded
-- are published across agencies, for copies are sent to many and recognised.
CREATE FUNCTION sight.wrap(view text, condition text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE OR REPLACE VIEW %s AS SELECT %s FROM (%s) AS v WHERE %s', view,
                 (SELECT string_agg('v.' || quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
                   WHERE attrelid = view::regclass AND attnum > 0),
                 rtrim(pg_get_viewdef(view::regclass), ' ;'), condition);
END
$$;
DO $$
DECLARE
  view text;
BEGIN
  FOREACH view IN ARRAY ARRAY['intake_api.petition_card', 'intake_api.petition_text'] LOOP
    PERFORM sight.wrap(view, '(SELECT sight.given()) AND (NOT v.identity_withheld OR (SELECT sight.guarded()) IS NULL'
                             ' OR sight.knows(v.id))');
  END LOOP;
  FOREACH view IN ARRAY ARRAY['routing_api.holder', 'routing_api.handling', 'routing_api.handling_card',
                              'resolution_api.moved_petition', 'resolution_api.case_card'] LOOP
    PERFORM sight.wrap(view, '(SELECT sight.given()) AND ((SELECT sight.guarded()) IS NULL OR EXISTS (SELECT FROM'
                             ' intake_api.petition_card AS seen WHERE seen.id = v.petition_id))');
  END LOOP;
  PERFORM sight.wrap('intake_api.petitioner_key', '(SELECT sight.given())');
  PERFORM sight.wrap('ledger_api.event',
                     '((SELECT sight.open()) IS NULL OR v.agency = ANY ((SELECT sight.open())::text[]))'
                     ' AND ((SELECT sight.guarded()) IS NULL OR sight.sees_subject(v.subject))');
END
$$;
DROP FUNCTION sight.wrap(text, text);

-- For search: no index of words can be used below a policy, for what a word matches might tell of rows that are not seen.
CREATE VIEW intake.searchable AS
  SELECT id, code, agency, channel, received_on, kind, subject, area, identity_withheld, classify_due_on, words
    FROM intake.petition
   WHERE ((SELECT sight.open()) IS NULL OR agency = ANY ((SELECT sight.open())::text[]) OR sight.holds(id))
     AND (NOT identity_withheld OR (SELECT sight.guarded()) IS NULL OR sight.knows(id));

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sight FROM PUBLIC;
GRANT USAGE ON SCHEMA sight
  TO donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate, donthu_ledger, donthu_vault;
GRANT EXECUTE ON FUNCTION sight.list(text), sight.given(), sight.open(), sight.guarded(), sight.figures(),
  sight.knows(bigint), sight.sees_subject(text)
  TO donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate, donthu_ledger, donthu_vault;
GRANT EXECUTE ON FUNCTION sight.holds(bigint) TO donthu_intake, donthu_routing;
GRANT EXECUTE ON FUNCTION sight.knows_case(bigint), sight.sees_case(bigint) TO donthu_resolution;
GRANT EXECUTE ON FUNCTION sight.conflicts() TO donthu_inspectorate;
GRANT EXECUTE ON FUNCTION sight.note_accused(bigint, text[], text) TO donthu_intake, donthu_routing;
GRANT USAGE ON SEQUENCE intake.guarded_petition_id_seq TO donthu_intake;
GRANT USAGE ON SEQUENCE routing.guarded_referral_id_seq TO donthu_routing;
GRANT USAGE ON SEQUENCE resolution.guarded_case_id_seq, resolution.guarded_commitment_id_seq TO donthu_resolution;
GRANT SELECT, INSERT, UPDATE ON sight.assignment TO donthu_routing;
GRANT SELECT ON intake.searchable TO donthu_intake;
