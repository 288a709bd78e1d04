SELECT count(*) = 3 FROM pg_policy WHERE polrelid = 'intake.petitioner'::regclass;
