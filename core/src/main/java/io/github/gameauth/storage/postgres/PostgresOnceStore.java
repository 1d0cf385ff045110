// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

final class PostgresOnceStore implements OnceStore {
  private static final String KEY = " WHERE namespace = ? AND key_hash = ?";

  private final Transactions transactions;
  private final Purge purge;

  PostgresOnceStore(Transactions transactions) {
    this.transactions = transactions;
    this.purge = new Purge(transactions, "ga_once", "namespace", "key_hash");
  }

  @Override
  public boolean claim(OnceKey key, String payload, Instant now, Instant expiresAt) {
    if (payload.length() > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "payload: " + payload.length() + " characters (expected: up to " + MAX_PAYLOAD + ")");
    }
    return transactions.each("claiming", c -> claim(c, key, payload, now, expiresAt));
  }

  private static boolean claim(
      Connection c, OnceKey key, String payload, Instant now, Instant expiresAt)
      throws SQLException {
    while (true) {
      if (insert(c, key, payload, expiresAt) || replaceExpired(c, key, payload, now, expiresAt)) {
        return true;
      }
      if (live(c, key, now).isPresent()) {
        return false;
      }
      // It was taken or purged a moment ago.
    }
  }

  private static boolean insert(Connection c, OnceKey key, String payload, Instant expiresAt)
      throws SQLException {
    return Sql.update(
            c,
            "INSERT INTO ga_once (namespace, key_hash, payload, expires_at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING",
            key.namespace(),
            key.fingerprint(),
            payload,
            expiresAt)
        == 1;
  }

  private static boolean replaceExpired(
      Connection c, OnceKey key, String payload, Instant now, Instant expiresAt)
      throws SQLException {
    return Sql.update(
            c,
            "UPDATE ga_once SET payload = ?, expires_at = ?" + KEY + " AND expires_at <= ?",
            payload,
            expiresAt,
            key.namespace(),
            key.fingerprint(),
            now)
        == 1;
  }

  private record Kept(String payload, Instant expiresAt) {}

  private static Optional<Kept> live(Connection c, OnceKey key, Instant now) throws SQLException {
    return Sql.first(
        c,
        row -> new Kept(row.getString("payload"), Sql.instant(row, "expires_at")),
        "SELECT payload, expires_at FROM ga_once" + KEY + " AND expires_at > ?",
        key.namespace(),
        key.fingerprint(),
        now);
  }

  @Override
  public Optional<String> consume(OnceKey key, Instant now) {
    return transactions.each(
        "consuming",
        c -> {
          // Of all who have read it, only the one that deletes it may use it.
          Optional<Kept> kept = live(c, key, now);
          return kept.isPresent() && delete(c, key, kept.get())
              ? kept.map(Kept::payload)
              : Optional.empty();
        });
  }

  private static boolean delete(Connection c, OnceKey key, Kept kept) throws SQLException {
    return Sql.update(
            c,
            "DELETE FROM ga_once" + KEY + " AND payload = ? AND expires_at = ?",
            key.namespace(),
            key.fingerprint(),
            kept.payload(),
            kept.expiresAt())
        == 1;
  }

  @Override
  public int purge(Instant now, int most) {
    return purge.run(now, most);
  }
}
