-- Why: areas, agencies, subject fields, working days and officers, all dated.
-- Locks: none (new objects).
-- Undo: DROP SCHEMA directory, directory_api CASCADE.
CREATE SCHEMA directory;
CREATE SCHEMA directory_api;

-- Levels: 1 province, 2 district, 3 commune (donthu.directory.v1.AreaLevel).
CREATE TABLE directory.area (
  key        text    PRIMARY KEY,
  code       text    NOT NULL,
  name       text    NOT NULL,
  level      int     NOT NULL CHECK (level BETWEEN 1 AND 3),
  parent_key text    NOT NULL,
  valid_from date,
  valid_to   date,
  successor  text    NOT NULL,
  remote     boolean NOT NULL,
  CHECK (valid_from <= valid_to)
);

CREATE TABLE directory.agency (
  code        text    PRIMARY KEY,
  name        text    NOT NULL,
  short_name  text    NOT NULL,
  kind        text    NOT NULL,
  level       int     NOT NULL CHECK (level BETWEEN 1 AND 3),
  parent_code text    NOT NULL,
  area_key    text    NOT NULL REFERENCES directory.area,
  settles     boolean NOT NULL,
  receives    boolean NOT NULL,
  valid_from  date,
  valid_to    date,
  successor   text    NOT NULL,
  CHECK (valid_from <= valid_to)
);

CREATE TABLE directory.subject_field (
  code          text   PRIMARY KEY,
  parent_code   text   NOT NULL,
  name          text   NOT NULL,
  usual_level   int    NOT NULL CHECK (usual_level BETWEEN 0 AND 3),
  commune_kind  text   NOT NULL,
  district_kind text   NOT NULL,
  province_kind text   NOT NULL,
  keywords      text[] NOT NULL,
  note          text   NOT NULL,
  district_words text[] NOT NULL
);

CREATE TABLE directory.calendar_day (
  day       date    PRIMARY KEY,
  working   boolean NOT NULL,
  name      text    NOT NULL,
  confirmed boolean NOT NULL
);

CREATE TABLE directory.officer (
  id          text  PRIMARY KEY,
  name        text  NOT NULL,
  agency_code text  NOT NULL REFERENCES directory.agency,
  roles       int[] NOT NULL,
  valid_from  date,
  valid_to    date,
  CHECK (valid_from <= valid_to)
);

-- Moves with every change, so that readers know when to read again.
CREATE TABLE directory.revision (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  revision bigint  NOT NULL
);
INSERT INTO directory.revision (revision) VALUES (0);

-- Answers to repeated requests.
CREATE TABLE directory.request (
  request_id  uuid        PRIMARY KEY,
  fingerprint bytea       NOT NULL,
  response    bytea       NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE VIEW directory_api.area AS
  SELECT key, code, name, level, parent_key, valid_from, valid_to, successor, remote FROM directory.area;
CREATE VIEW directory_api.agency AS
  SELECT code, name, short_name, kind, level, parent_code, area_key, settles, receives, valid_from, valid_to, successor
    FROM directory.agency;
CREATE VIEW directory_api.subject_field AS
  SELECT code, parent_code, name, usual_level, commune_kind, district_kind, province_kind, keywords, note, district_words
    FROM directory.subject_field;
CREATE VIEW directory_api.calendar_day AS SELECT day, working, name, confirmed FROM directory.calendar_day;
CREATE VIEW directory_api.revision AS SELECT revision FROM directory.revision;

GRANT USAGE ON SCHEMA directory TO donthu_directory;
GRANT SELECT, INSERT, UPDATE ON directory.area, directory.agency, directory.subject_field, directory.calendar_day,
  directory.officer, directory.revision TO donthu_directory;
GRANT SELECT, INSERT ON directory.request TO donthu_directory;
GRANT USAGE ON SCHEMA directory_api
  TO donthu_directory, donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate, donthu_ledger;
GRANT SELECT ON ALL TABLES IN SCHEMA directory_api
  TO donthu_directory, donthu_intake, donthu_routing, donthu_resolution, donthu_inspectorate, donthu_ledger;
