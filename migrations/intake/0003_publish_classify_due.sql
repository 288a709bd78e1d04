-- Why: routing lists what waits for a disposal by the day until which it must be classified.
-- Locks: SHARE on intake.petition while the index is built (about 1 s per million rows).
-- Undo: DROP INDEX intake.petition_agency_due_idx; recreate the view without its last column.
CREATE OR REPLACE VIEW intake_api.petition_card AS
  SELECT id, code, agency, channel, received_on, kind, mixed_kinds, subject, area, group_size, representatives, anonymous,
         names_author, gives_address, has_signature, has_evidence, defect, decision_on, second_complaint, identity_withheld,
         classify_due_on
    FROM intake.petition;

-- Those without a limit come last.
CREATE INDEX petition_agency_due_idx ON intake.petition (agency, (coalesce(classify_due_on, date '2201-01-01')), id);
