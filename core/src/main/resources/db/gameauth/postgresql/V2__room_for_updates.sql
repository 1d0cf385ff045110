-- SPDX-License-Identifier: Apache-2.0
-- For PostgreSQL alone; H2 has no such thing.

-- A row that changes in place needs a place: with a fifth of each page free, a rotation finds one beside the old
-- version and leaves the indexes alone.
ALTER TABLE ga_refresh_family SET (fillfactor = 80);
ALTER TABLE ga_account SET (fillfactor = 90);
ALTER TABLE ga_active_session SET (fillfactor = 80);

-- Rows that come and go in bulk: collect them long before a fifth of the table is dead.
ALTER TABLE ga_refresh_family SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE ga_once SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE ga_revocation SET (autovacuum_vacuum_scale_factor = 0.02);
