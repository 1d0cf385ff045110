-- SPDX-License-Identifier: Apache-2.0
-- What GameAuth keeps, for PostgreSQL and for H2 in PostgreSQL mode alike.
--
-- Times are those that servers hand in, but for ga_revocation.created_at. Rows are found by what comes first in a
-- primary key or index, never by a scan. Each statement may run again: nothing is replaced.

CREATE TABLE IF NOT EXISTS ga_account (
  account_id VARCHAR(32) NOT NULL PRIMARY KEY,
  kind VARCHAR(16) NOT NULL,
  status VARCHAR(16) NOT NULL,
  merged_into VARCHAR(32) REFERENCES ga_account (account_id),
  session_epoch BIGINT NOT NULL,
  -- A ban lies on the account while ban_reason is not null; without ban_until it has no end.
  ban_reason VARCHAR(32),
  ban_until TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- One identity leads to one account: the primary key decides every race for it.
CREATE TABLE IF NOT EXISTS ga_identity_link (
  provider VARCHAR(32) NOT NULL,
  tenant VARCHAR(64) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  account_id VARCHAR(32) NOT NULL REFERENCES ga_account (account_id),
  linked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  moved_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (provider, tenant, subject)
);

-- Not unique: whether an account may have two identities of one provider is a rule of the day. The account's row is
-- locked while that is looked up.
CREATE INDEX IF NOT EXISTS ga_identity_link_account ON ga_identity_link (account_id, provider, tenant);

-- Outlives links and accounts, so that coming back under another account does not lift it.
CREATE TABLE IF NOT EXISTS ga_identity_ban (
  provider VARCHAR(32) NOT NULL,
  tenant VARCHAR(64) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  ban_reason VARCHAR(32) NOT NULL,
  ban_until TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (provider, tenant, subject)
);

-- Whose it is stands in ga_identity_link, under the provider 'guest' and the credential's id as subject.
CREATE TABLE IF NOT EXISTS ga_guest_credential (
  credential_id VARCHAR(32) NOT NULL PRIMARY KEY,
  secret_hash BYTEA NOT NULL,
  next_hash BYTEA,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ends_at TIMESTAMP WITH TIME ZONE
);

-- current_of repeats account_id for the persona in use and is null for an alias, so that a plain unique index allows
-- one persona in use and any number of aliases.
CREATE TABLE IF NOT EXISTS ga_persona (
  game_id VARCHAR(64) NOT NULL,
  persona_id VARCHAR(64) NOT NULL,
  account_id VARCHAR(32) NOT NULL,
  current_of VARCHAR(32),
  alias_of VARCHAR(64),
  key_version INTEGER NOT NULL,
  PRIMARY KEY (game_id, persona_id)
);

CREATE UNIQUE INDEX IF NOT EXISTS ga_persona_current ON ga_persona (current_of, game_id);

CREATE INDEX IF NOT EXISTS ga_persona_account ON ga_persona (account_id, game_id);

-- One row a family, whatever happens to it. A rotation changes no indexed column, so that PostgreSQL writes it beside
-- the old version and touches no index: index neither idle_expires_at nor the hashes.
-- At very large scale: PARTITION BY HASH (family_id); every look-up but that of an account's sessions names it.
CREATE TABLE IF NOT EXISTS ga_refresh_family (
  family_id VARCHAR(32) NOT NULL PRIMARY KEY,
  account_id VARCHAR(32) NOT NULL,
  game_id VARCHAR(64) NOT NULL,
  session_epoch BIGINT NOT NULL,
  generation INTEGER NOT NULL,
  current_hash BYTEA NOT NULL,
  previous_hash BYTEA,
  sealed_successor VARCHAR,
  rotated_at TIMESTAMP WITH TIME ZONE,
  auth_time TIMESTAMP WITH TIME ZONE NOT NULL,
  idle_expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  revoked_at TIMESTAMP WITH TIME ZONE,
  revoke_reason VARCHAR(32),
  context VARCHAR NOT NULL
);

CREATE INDEX IF NOT EXISTS ga_refresh_family_account ON ga_refresh_family (account_id);

CREATE INDEX IF NOT EXISTS ga_refresh_family_expiry ON ga_refresh_family (expires_at);

-- Which session of an account is the one in a game, for games that allow one.
CREATE TABLE IF NOT EXISTS ga_active_session (
  account_id VARCHAR(32) NOT NULL,
  game_id VARCHAR(64) NOT NULL,
  family_id VARCHAR(32) NOT NULL,
  PRIMARY KEY (account_id, game_id)
);

CREATE TABLE IF NOT EXISTS ga_signing_key (
  issuer VARCHAR(255) NOT NULL,
  alg VARCHAR(16) NOT NULL,
  slot BIGINT NOT NULL,
  kid VARCHAR(255) NOT NULL,
  public_jwk VARCHAR NOT NULL,
  protected_private VARCHAR NOT NULL,
  sign_from TIMESTAMP WITH TIME ZONE NOT NULL,
  sign_until TIMESTAMP WITH TIME ZONE NOT NULL,
  inserted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  revoked_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (issuer, alg, slot)
);

-- created_at is the database's own clock. Readers go back from their last reading by more than the longest
-- transaction: rows become visible in another order than they were written in, so seq alone would lose some.
-- At very large scale: PARTITION BY RANGE (created_at), a day each, with created_at leading the primary key; a
-- day is dropped when its last row has expired.
CREATE TABLE IF NOT EXISTS ga_revocation (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind VARCHAR(16) NOT NULL,
  target VARCHAR(255) NOT NULL,
  lowest_epoch BIGINT,
  cut_off BIGINT,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX IF NOT EXISTS ga_revocation_created ON ga_revocation (created_at);

CREATE INDEX IF NOT EXISTS ga_revocation_expiry ON ga_revocation (expires_at);

-- At very large scale: PARTITION BY HASH (key_hash).
CREATE TABLE IF NOT EXISTS ga_once (
  namespace VARCHAR(16) NOT NULL,
  key_hash BYTEA NOT NULL,
  payload VARCHAR NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (namespace, key_hash)
);

CREATE INDEX IF NOT EXISTS ga_once_expiry ON ga_once (expires_at);

-- At very large scale: PARTITION BY RANGE (at), a month each, with at leading the primary key.
CREATE TABLE IF NOT EXISTS ga_audit (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id VARCHAR(32) NOT NULL,
  event VARCHAR(16) NOT NULL,
  detail VARCHAR NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX IF NOT EXISTS ga_audit_account ON ga_audit (account_id, seq);
