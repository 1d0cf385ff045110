// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.ExternalIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What becomes of guests' secrets once somebody else vouches for the player. */
final class GuestEnds {
  private static final String STEP = "end guests' secrets";

  private final AccountReads reads;

  GuestEnds(AccountReads reads) {
    this.reads = reads;
  }

  /**
   * An account whose guests' secrets end, and the identities that change with it.
   *
   * @param dossier the account, which is a guest's no longer
   */
  record Ended(Dossier dossier, List<Identity> identities) {}

  /** All secrets of {@code dossier} end at {@code end}; those that end earlier stay as they are. */
  Ended ended(Dossier dossier, Instant end) {
    Dossier next =
        dossier.account().kind() == AccountKind.GUEST ? dossier.with(AccountKind.SHADOW) : dossier;
    List<ExternalIdentity> later =
        dossier.links().stream()
            .filter(each -> each.identity().isGuest() && each.isLiveAt(end))
            .map(Dossier.Link::identity)
            .toList();
    if (later.isEmpty()) {
      return new Ended(next, List.of());
    }
    List<Identity> identities = new ArrayList<>();
    for (Identity each : reads.identities(STEP, later)) {
      identities.add(ending(each, end));
    }
    return new Ended(
        next.withLinks(dossier.links().stream().map(each -> ending(each, end)).toList()),
        identities);
  }

  static Identity ending(Identity identity, Instant end) {
    return identity.guest().map(guest -> identity.with(guest.endingAt(end))).orElse(identity);
  }

  static Dossier.Link ending(Dossier.Link link, Instant end) {
    return link.identity().isGuest() && link.isLiveAt(end) ? link.endingAt(end) : link;
  }
}
