// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.LinkOutcome;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.UnlinkOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How identities come to an account and leave it. */
final class Links {
  private static final String LINK = "link an identity";
  private static final String UNLINK = "unlink an identity";

  private final Tables tables;
  private final AccountReads reads;
  private final GuestEnds guests;

  Links(Tables tables) {
    this.tables = tables;
    this.reads = new AccountReads(tables);
    this.guests = new GuestEnds(reads);
  }

  LinkOutcome link(AccountId account, ExternalIdentity id, LinkRules rules, Instant now) {
    return tables
        .calls()
        .undisturbed(
            LINK,
            () -> {
              AccountReads.Seen seen = reads.seen(LINK, List.of(account), List.of(id));
              Optional<Dossier> dossier =
                  seen.dossier(account).filter(each -> each.account().isActiveAt(now));
              return dossier.isEmpty()
                  ? Optional.of(new LinkOutcome.AccountNotActive())
                  : linked(dossier.get(), seen.identity(id), rules, now);
            });
  }

  /** Empty if somebody else changed something meanwhile. */
  private Optional<LinkOutcome> linked(
      Dossier dossier, Identity identity, LinkRules rules, Instant now) {
    ExternalIdentity id = identity.id();
    if (!dossier.agreesWith(identity)) {
      return Optional.empty();
    }
    if (identity.ban().filter(ban -> ban.isInForceAt(now)).isPresent()) {
      return Optional.of(new LinkOutcome.AccountNotActive());
    }
    if (identity.owner().isPresent()) {
      return Optional.of(
          identity.leadsTo(dossier.id())
              ? new LinkOutcome.AlreadyLinked(dossier.account())
              : new LinkOutcome.OwnedByOther(identity.owner().get()));
    }
    if (id.isGuest()) {
      // There is no secret behind it: guests come with their accounts.
      return Optional.of(new LinkOutcome.AccountNotActive());
    }
    if (rules.onePerProvider() && dossier.hasSlotOf(id)) {
      return Optional.of(new LinkOutcome.ProviderSlotTaken());
    }
    GuestEnds.Ended somebody = guests.ended(dossier, now.plus(rules.guestOverlap()));
    Dossier next = somebody.dossier().plus(Dossier.Link.made(id, now));
    boolean done =
        new Change(tables)
            .save(next, "linked", id.provider().name(), now)
            .save(identity.leadingTo(dossier.id()))
            .saveAll(somebody.identities())
            .commit(LINK);
    return done ? Optional.of(new LinkOutcome.Linked(next.account())) : Optional.empty();
  }

  UnlinkOutcome unlink(AccountId account, ExternalIdentity id, Instant now) {
    return tables
        .calls()
        .undisturbed(
            UNLINK,
            () -> {
              AccountReads.Seen seen = reads.seen(UNLINK, List.of(account), List.of(id));
              Optional<Dossier> dossier =
                  seen.dossier(account).filter(each -> each.account().isActiveAt(now));
              return dossier.isEmpty()
                  ? Optional.of(UnlinkOutcome.ACCOUNT_NOT_ACTIVE)
                  : unlinked(dossier.get(), seen.identity(id), now);
            });
  }

  private Optional<UnlinkOutcome> unlinked(Dossier dossier, Identity identity, Instant now) {
    ExternalIdentity id = identity.id();
    Optional<Dossier.Link> link = dossier.link(id);
    if (!dossier.agreesWith(identity)) {
      return Optional.empty();
    }
    if (link.isEmpty()) {
      return Optional.of(UnlinkOutcome.NOT_LINKED);
    }
    if (link.get().isLiveAt(now) && !dossier.isReachableWithout(id, now)) {
      return Optional.of(UnlinkOutcome.LAST_CREDENTIAL);
    }
    boolean done =
        new Change(tables)
            .save(dossier.without(id), "unlinked", id.provider().name(), now)
            .save(identity.released())
            .commit(UNLINK);
    return done ? Optional.of(UnlinkOutcome.UNLINKED) : Optional.empty();
  }
}
