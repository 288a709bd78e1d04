-- Why: resolution opens cases from parts of mixed petitions only at the agency that holds them.
-- Locks: none (a new view).
-- Undo: DROP VIEW routing_api.handling.
-- Since when an agency has had a petition and what it did with it. The receiving agency has a row from its first act on.
CREATE VIEW routing_api.handling AS
  SELECT petition_id, agency, opened_on, disposal FROM routing.handling;
