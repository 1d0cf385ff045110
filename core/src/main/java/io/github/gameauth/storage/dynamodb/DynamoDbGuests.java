// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.platform.GuestRecord;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.secret.Fingerprint;
import java.util.Optional;

/** Guests' credentials in DynamoDB: part of the items of their identities. */
final class DynamoDbGuests implements GuestStore {
  private final Table table;

  DynamoDbGuests(Tables tables) {
    this.table = tables.main();
  }

  @Override
  public Optional<GuestRecord> find(String id) {
    ExternalIdentity identity = ExternalIdentity.ofGuest(id);
    return table
        .get("find a guest", Key.identity(identity))
        .flatMap(item -> AccountItems.identity(identity, item).guest());
  }

  @Override
  public boolean replaceSecrets(GuestRecord expected, GuestRecord next) {
    if (!expected.id().equals(next.id())) {
      throw new IllegalArgumentException("next: of another id (expected: of the same)");
    }
    Optional<Fingerprint> seen = expected.nextHash();
    Optional<Fingerprint> toBe = next.nextHash();
    Draft values =
        new Draft()
            .fingerprint(":seen", expected.secretHash())
            .fingerprint(":seenNext", seen)
            .fingerprint(":toBe", next.secretHash())
            .fingerprint(":toBeNext", toBe);
    return table
        .updateIf(
            "replace a guest's secrets",
            Key.identity(ExternalIdentity.ofGuest(expected.id())),
            "secretHash = :toBe"
                + (toBe.isPresent() ? ", nextHash = :toBeNext" : " REMOVE nextHash"),
            "secretHash = :seen AND "
                + (seen.isPresent() ? "nextHash = :seenNext" : "attribute_not_exists(nextHash)"),
            values.attributes())
        .done();
  }
}
