-- SPDX-License-Identifier: Apache-2.0
-- Which servers hold the connections of whom, for PostgreSQL and for H2 in PostgreSQL mode alike. Nothing here need be
-- backed up: servers enter anew whom they hold.

-- A server that runs, until expires_at if it does not say so again. A later run under the same id takes its row over.
CREATE TABLE IF NOT EXISTS ga_game_server (
  server_id VARCHAR(128) NOT NULL PRIMARY KEY,
  incarnation BIGINT NOT NULL,
  address VARCHAR(255) NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- Counts only while its server's row says the same incarnation. No foreign key: what a dead server leaves behind is
-- deleted when it has expired, a little at a time.
CREATE TABLE IF NOT EXISTS ga_connection (
  issuer VARCHAR(255) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  server_id VARCHAR(128) NOT NULL,
  incarnation BIGINT NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (issuer, subject, server_id, incarnation)
);

CREATE INDEX IF NOT EXISTS ga_connection_expiry ON ga_connection (expires_at);
