SELECT to_regclass('intake.receipt_counter') IS NULL;
