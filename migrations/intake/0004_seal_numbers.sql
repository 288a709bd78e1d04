-- Why: ID numbers and phones lie sealed, under a key that the database never sees, and are found by keyed hashes.
-- Locks: ACCESS EXCLUSIVE on intake.petitioner for a moment (nothing is rewritten); SHARE while the index is built.
-- Undo: none; the plain numbers are gone.
DO $$
BEGIN
  IF EXISTS (SELECT FROM intake.petitioner WHERE id_number <> '' OR phone <> '') THEN
    RAISE EXCEPTION 'intake.petitioner holds ID numbers or phones in the clear, and no release did: '
      'start anew with ./tools/reset and ./tools/up';
  END IF;
END
$$;

-- As services/base/personal/number_keys.h seals them: one byte that names the key, nonce, tag, ciphertext. They open only in
-- their own row. Empty = not given, or erased.
ALTER TABLE intake.petitioner
  DROP COLUMN id_number,
  DROP COLUMN phone,
  ADD COLUMN sealed_id_number bytea NOT NULL DEFAULT '',
  ADD COLUMN sealed_phone     bytea NOT NULL DEFAULT '',
  -- Keyed hash of the normalised number, as id_number_hash from now on: 64 hexadecimal digits, empty without a number.
  ADD COLUMN phone_hash       text  NOT NULL DEFAULT '',
  ADD CONSTRAINT petitioner_id_number_hash_sealed CHECK (sealed_id_number <> '' OR id_number_hash = ''),
  ADD CONSTRAINT petitioner_phone_hash_sealed CHECK (sealed_phone <> '' OR phone_hash = '');
CREATE INDEX petitioner_phone_hash_idx ON intake.petitioner (phone_hash) WHERE phone_hash <> '';

-- For sealing anew under another key, and for erasing: nothing else of a petitioner ever changes.
GRANT UPDATE (sealed_id_number, id_number_hash, sealed_phone, phone_hash) ON intake.petitioner TO donthu_intake;
