-- Why: all receipt numbers are random: one that counts up tells how many came before, and that its petition is not guarded.
-- Locks: ACCESS EXCLUSIVE on intake.receipt_counter, which nothing uses any more.
-- Undo: create the table as in 0001; numbers given since then are no part of its count.
DROP TABLE intake.receipt_counter;
