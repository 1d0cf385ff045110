// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.GameId;
import io.github.gameauth.session.FamilyId;
import io.github.gameauth.session.RefreshFamily;

/** How refresh families are written. */
final class FamilyItems {
  private FamilyItems() {}

  static Draft write(RefreshFamily family) {
    return Draft.at(Key.family(family.id()))
        .text("family", family.id().value())
        .text("acct", family.account().value())
        .text("game", family.game().value())
        .number("epoch", family.sessionEpoch())
        .number("gen", family.generation())
        .fingerprint("curHash", family.currentHash())
        .fingerprint("prevHash", family.previousHash())
        .text("sealed", family.sealedSuccessor())
        .time("rotated", family.rotatedAt())
        .time("authTime", family.authTime())
        .time("idleEnd", family.idleExpiresAt())
        .time("expires", family.expiresAt())
        .time("revoked", family.revokedAt())
        .text("reason", family.revokeReason())
        .text("ctx", family.context())
        .deletableFrom(family.expiresAt());
  }

  static RefreshFamily read(Item item) {
    return new RefreshFamily(
        item.parsed("family", FamilyId::new),
        item.parsed("acct", AccountId::new),
        item.parsed("game", GameId::new),
        item.number("epoch"),
        Math.toIntExact(item.number("gen")),
        item.fingerprint("curHash"),
        item.optionalFingerprint("prevHash"),
        item.optionalText("sealed"),
        item.optionalTime("rotated"),
        item.time("authTime"),
        item.time("idleEnd"),
        item.time("expires"),
        item.optionalTime("revoked"),
        item.optionalText("reason"),
        item.text("ctx"));
  }

  /** A family's line in its account's list. */
  static Draft session(RefreshFamily family) {
    return Draft.at(Key.session(family.account(), family.authTime(), family.id()))
        .text("family", family.id().value())
        .time("expires", family.expiresAt())
        .deletableFrom(family.expiresAt());
  }
}
