// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.GameId;
import io.github.gameauth.check.Require;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.session.RefreshFamily;
import io.github.gameauth.session.RefreshStore;
import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Refresh families in DynamoDB: one item each, rotated by one conditional write.
 *
 * <p>The account is read just before that write, and not in one transaction with it, which would
 * cost four times as much at each refresh. A ban that falls between the two is seen by the next
 * rotation, and the access token that came of this one carries the old epoch, which the ban's
 * revocation refuses.
 */
final class DynamoDbRefreshFamilies implements RefreshStore {
  private final Tables tables;
  private final SessionList sessions;

  DynamoDbRefreshFamilies(Tables tables) {
    this.tables = tables;
    this.sessions = new SessionList(tables.passing());
  }

  /** Two writes; a crash between them leaves a line in a list that leads nowhere. */
  @Override
  public void create(RefreshFamily family) {
    sessions.add(family);
    Table.Written written =
        tables
            .passing()
            .putIf(
                "create a family", FamilyItems.write(family), "attribute_not_exists(pk)", Map.of());
    if (!written.done() && !FamilyItems.read(written.item()).equals(family)) {
      throw new StoreException("dynamodb: there is a family of that name already");
    }
  }

  @Override
  public Optional<RefreshFamily> find(FamilyId family) {
    return tables.passing().get("find a family", Key.family(family)).map(FamilyItems::read);
  }

  @Override
  public RotateOutcome rotate(Rotation rotation) {
    Optional<RefreshFamily> found = find(rotation.family());
    if (found.isEmpty()) {
      return new RotateOutcome.Unknown();
    }
    RefreshFamily family = found.get();
    return family.currentHash().equals(rotation.presented())
            && family.isLiveAt(rotation.now())
            && isOfItsAccountsEpoch(family, rotation.now())
        ? rotated(rotation)
        : new RotateOutcome.Unchanged(family);
  }

  private boolean isOfItsAccountsEpoch(RefreshFamily family, Instant now) {
    return tables
        .main()
        .get("find an account", Key.account(family.account()))
        .map(AccountItems::dossier)
        .map(Dossier::account)
        .filter(account -> account.isActiveAt(now))
        .filter(account -> account.sessionEpoch() == family.sessionEpoch())
        .isPresent();
  }

  private RotateOutcome rotated(Rotation rotation) {
    Map<String, AttributeValue> values =
        new Draft()
            .fingerprint(":presented", rotation.presented())
            .fingerprint(":next", rotation.next())
            .text(":sealed", rotation.sealedSuccessor())
            .time(":now", rotation.now())
            .time(":idle", rotation.idleExpiresAt())
            .text(":ctx", rotation.context())
            .number(":one", 1)
            .attributes();
    Table.Written written =
        tables
            .passing()
            .updateIf(
                "rotate a family",
                Key.family(rotation.family()),
                "prevHash = curHash, curHash = :next, sealed = :sealed, rotated = :now,"
                    + " idleEnd = :idle, ctx = :ctx, gen = gen + :one",
                "curHash = :presented AND attribute_not_exists(revoked)"
                    + " AND expires > :now AND idleEnd > :now",
                values);
    if (written.item().attributes().isEmpty()) {
      return new RotateOutcome.Unknown();
    }
    RefreshFamily family = FamilyItems.read(written.item());
    return written.done() ? new RotateOutcome.Rotated(family) : new RotateOutcome.Unchanged(family);
  }

  @Override
  public boolean revoke(FamilyId family, String reason, Instant now) {
    Map<String, AttributeValue> values =
        new Draft()
            .text(":reason", Require.printable("reason", reason, 32))
            .time(":now", now)
            .attributes();
    return tables
        .passing()
        .updateIf(
            "revoke a family",
            Key.family(family),
            "revoked = :now, reason = :reason",
            "attribute_exists(pk) AND attribute_not_exists(revoked)",
            values)
        .done();
  }

  @Override
  public List<RefreshFamily> liveOf(AccountId account, Instant now) {
    return sessions.liveOf(account, now);
  }

  @Override
  public Optional<FamilyId> replaceActive(GameId game, AccountId account, FamilyId family) {
    // "lastFam" lets a write that the client repeats give the answer of the first.
    Table.Written written =
        tables
            .passing()
            .updateIf(
                "note the session of a game",
                Key.soleSession(account, game),
                "lastFam = if_not_exists(fam, :fam), fam = :fam",
                "attribute_not_exists(pk) OR fam <> :fam",
                Map.of(":fam", AttributeValue.fromS(family.value())));
    return written.done()
        ? Optional.of(written.item().parsed("lastFam", FamilyId::new))
            .filter(last -> !last.equals(family))
        : Optional.empty();
  }

  /** Deletes nothing: the service deletes items by itself some time after they have expired. */
  @Override
  public int purge(Instant now, int most) {
    return 0;
  }
}
