-- Why: an agency's undisposed petitions are listed by when they are due; a citizen learns where the petition is.
-- Locks: ACCESS EXCLUSIVE on routing.handling while its index is built (about 1 s per million rows).
-- Undo: DROP VIEW routing_api.handling_card; DROP INDEX routing.handling_waiting_idx; drop the added column.
ALTER TABLE routing.handling
  -- Of an agency that took the petition from another; NULL at the agency that received it, and for what came before.
  ADD COLUMN classify_due_on date;
CREATE INDEX handling_waiting_idx ON routing.handling (agency, petition_id) WHERE disposal = 0;

-- Where a petition is, agency by agency; sent_to while the referral that the disposal opened is not answered.
CREATE VIEW routing_api.handling_card AS
  SELECT h.petition_id, h.agency, h.opened_on, h.disposal, h.disposed_on, r.state AS referral_state,
         CASE WHEN r.state = 1 THEN r.to_agency END AS sent_to
    FROM routing.handling AS h LEFT JOIN routing.referral AS r ON r.id = h.referral_id;
GRANT SELECT ON routing_api.handling_card TO donthu_intake;
