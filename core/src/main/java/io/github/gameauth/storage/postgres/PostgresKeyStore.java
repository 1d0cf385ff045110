// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.mint.SigningKeyRow;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class PostgresKeyStore implements KeyStore {
  private static final String SELECT =
      "SELECT issuer, alg, slot, kid, public_jwk, protected_private, sign_from, sign_until,"
          + " inserted_at, revoked_at FROM ga_signing_key WHERE issuer = ?";

  private final Transactions transactions;

  PostgresKeyStore(Transactions transactions) {
    this.transactions = transactions;
  }

  private static SigningKeyRow read(ResultSet row) throws SQLException {
    return new SigningKeyRow(
        row.getString("issuer"),
        Algorithm.valueOf(row.getString("alg")),
        row.getLong("slot"),
        row.getString("kid"),
        row.getString("public_jwk"),
        Secret.of(row.getString("protected_private")),
        Sql.instant(row, "sign_from"),
        Sql.instant(row, "sign_until"),
        Sql.instant(row, "inserted_at"),
        Sql.optionalInstant(row, "revoked_at"));
  }

  @Override
  public List<SigningKeyRow> list(String issuer, Algorithm algorithm) {
    return run(
        "listing keys",
        c -> Sql.all(c, PostgresKeyStore::read, SELECT + " AND alg = ?", issuer, algorithm.name()));
  }

  @Override
  public SigningKeyRow insertIfAbsent(SigningKeyRow row) {
    if (row.revokedAt().isPresent()) {
      throw new IllegalArgumentException("row: revoked (expected: a new key)");
    }
    return run("keeping a key", c -> insert(c, row) ? row : slot(c, row));
  }

  private static boolean insert(Connection c, SigningKeyRow row) throws SQLException {
    return Sql.update(
            c,
            "INSERT INTO ga_signing_key (issuer, alg, slot, kid, public_jwk, protected_private,"
                + " sign_from, sign_until, inserted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING",
            row.issuer(),
            row.algorithm(),
            row.slot(),
            row.keyId(),
            row.publicKey(),
            row.protectedKey().reveal(),
            row.signFrom(),
            row.signUntil(),
            row.insertedAt())
        == 1;
  }

  private static SigningKeyRow slot(Connection c, SigningKeyRow row) throws SQLException {
    return Sql.first(
            c,
            PostgresKeyStore::read,
            SELECT + " AND alg = ? AND slot = ?",
            row.issuer(),
            row.algorithm(),
            row.slot())
        .orElseThrow(() -> new KeyStoreException("PostgreSQL: a key was deleted by hand"));
  }

  @Override
  public Optional<SigningKeyRow> revoke(String issuer, String keyId, Instant at) {
    return run(
        "revoking a key",
        c -> {
          Sql.update(
              c,
              "UPDATE ga_signing_key SET revoked_at = ?"
                  + " WHERE issuer = ? AND kid = ? AND revoked_at IS NULL",
              at,
              issuer,
              keyId);
          return Sql.first(c, PostgresKeyStore::read, SELECT + " AND kid = ?", issuer, keyId);
        });
  }

  private <T> T run(String step, Transactions.Work<T> work) {
    try {
      return transactions.each(step, work);
    } catch (StoreException e) {
      throw new KeyStoreException(String.valueOf(e.getMessage()), e);
    }
  }
}
