// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.postgres;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.GameId;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.session.RefreshFamily;
import io.github.gameauth.session.RefreshStore;
import io.github.gameauth.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class PostgresRefreshStore implements RefreshStore {
  private final Transactions transactions;
  private final Purge purge;

  PostgresRefreshStore(Transactions transactions) {
    this.transactions = transactions;
    this.purge = new Purge(transactions, "ga_refresh_family", "family_id");
  }

  @Override
  public void create(RefreshFamily family) {
    boolean kept =
        transactions.each(
            "keeping a refresh family",
            c ->
                FamilyRows.insert(c, family)
                    // Kept, but the answer was lost on the way, and this is the second try.
                    || FamilyRows.find(c, family.id()).filter(family::equals).isPresent());
    if (!kept) {
      throw new StoreException(
          "PostgreSQL: keeping a refresh family failed (there is one of that name)");
    }
  }

  @Override
  public Optional<RefreshFamily> find(FamilyId family) {
    return transactions.each("finding a refresh family", c -> FamilyRows.find(c, family));
  }

  @Override
  public RotateOutcome rotate(Rotation rotation) {
    return transactions.each("rotating a refresh family", c -> rotate(c, rotation));
  }

  private static RotateOutcome rotate(Connection c, Rotation rotation) throws SQLException {
    Optional<RefreshFamily> rotated = FamilyRows.rotate(c, rotation);
    if (rotated.isPresent()) {
      return new RotateOutcome.Rotated(rotated.get());
    }
    Optional<RefreshFamily> unchanged = FamilyRows.find(c, rotation.family());
    return unchanged.isPresent()
        ? new RotateOutcome.Unchanged(unchanged.get())
        : new RotateOutcome.Unknown();
  }

  @Override
  public boolean revoke(FamilyId family, String reason, Instant now) {
    return transactions.each(
        "revoking a refresh family", c -> FamilyRows.revoke(c, family, reason, now));
  }

  @Override
  public List<RefreshFamily> liveOf(AccountId account, Instant now) {
    return transactions.each("listing refresh families", c -> FamilyRows.liveOf(c, account, now));
  }

  @Override
  public Optional<FamilyId> replaceActive(GameId game, AccountId account, FamilyId family) {
    return transactions.together(
        "noting the one session", c -> replaceActive(c, game, account, family));
  }

  private static Optional<FamilyId> replaceActive(
      Connection c, GameId game, AccountId account, FamilyId family) throws SQLException {
    while (true) {
      Optional<FamilyId> before =
          Sql.first(
              c,
              row -> new FamilyId(row.getString("family_id")),
              "SELECT family_id FROM ga_active_session WHERE account_id = ? AND game_id = ?"
                  + " FOR UPDATE",
              account.value(),
              game.value());
      if (before.isPresent()) {
        Sql.update(
            c,
            "UPDATE ga_active_session SET family_id = ? WHERE account_id = ? AND game_id = ?",
            family.value(),
            account.value(),
            game.value());
        return before.filter(each -> !each.equals(family));
      }
      int inserted =
          Sql.update(
              c,
              "INSERT INTO ga_active_session (account_id, game_id, family_id) VALUES (?, ?, ?)"
                  + " ON CONFLICT DO NOTHING",
              account.value(),
              game.value(),
              family.value());
      if (inserted == 1) {
        return Optional.empty();
      }
      // Somebody else noted theirs first; it is there now.
    }
  }

  @Override
  public int purge(Instant now, int most) {
    return purge.run(now, most);
  }
}
