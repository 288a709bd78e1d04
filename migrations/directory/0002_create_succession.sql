-- Why: who took over what from an agency that ended, per function and place.
-- Locks: none (new table and view).
-- Undo: DROP VIEW directory_api.succession; DROP TABLE directory.succession.
CREATE TABLE directory.succession (
  old_agency text   NOT NULL REFERENCES directory.agency,
  new_agency text   NOT NULL REFERENCES directory.agency,
  -- Subject fields, or beginnings of their codes; '*' = the rest, and what the old agency held.
  functions  text[] NOT NULL CHECK (cardinality(functions) > 0),
  starts_on  date   NOT NULL,
  PRIMARY KEY (old_agency, new_agency),
  CHECK (old_agency <> new_agency)
);

CREATE VIEW directory_api.succession AS SELECT old_agency, new_agency, functions, starts_on FROM directory.succession;

GRANT SELECT, INSERT, UPDATE ON directory.succession TO donthu_directory;
GRANT SELECT ON directory_api.succession
  TO donthu_directory, donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate, donthu_ledger;
