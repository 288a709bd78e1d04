-- Why: petitions handed in above their level are counted; a denunciation's accused is kept; disputes of competence are decided.
-- Locks: ACCESS EXCLUSIVE on routing.handling and routing.referral while their indexes are built (about 1 s per million rows).
-- Undo: drop the added columns and index; restore UNIQUE (petition_id, from_agency, to_agency) once no decided referral is left.
ALTER TABLE routing.handling
  ADD COLUMN above_level     boolean NOT NULL DEFAULT false,
  -- A donthu.routing.v1.Accused; NULL = not known. Never in the ledger: an office names its holder.
  ADD COLUMN accused         bytea,
  -- The chairman's decision by which the agency must take or keep the petition; '' = none.
  ADD COLUMN decision_number text    NOT NULL DEFAULT '';
CREATE INDEX handling_above_level_idx ON routing.handling (agency, disposed_on) WHERE above_level;

ALTER TABLE routing.referral
  ADD COLUMN decision_number text NOT NULL DEFAULT '';
-- A decision of the chairman may send a petition a way that was tried before; nobody else may.
ALTER TABLE routing.referral DROP CONSTRAINT referral_way_key;
ALTER TABLE routing.referral ADD CONSTRAINT referral_way_key UNIQUE (petition_id, from_agency, to_agency, decision_number);
