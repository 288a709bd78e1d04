-- Why: a withheld author is found again through an opaque reference: of the vault's entry, or of the sealed paper file.
-- Locks: ACCESS EXCLUSIVE on intake.petition for a moment (columns with constant defaults, nothing is rewritten).
-- Undo: ALTER TABLE intake.petition DROP COLUMN vault_reference, DROP COLUMN denouncer_ref.
ALTER TABLE intake.petition
  ADD COLUMN vault_reference text NOT NULL DEFAULT '',
  ADD COLUMN denouncer_ref   text NOT NULL DEFAULT '',
  -- Without a name in the way there is nothing to refer to.
  ADD CONSTRAINT petition_reference_withheld CHECK (identity_withheld OR (vault_reference = '' AND denouncer_ref = ''));
