// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.TransferOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How an identity leaves one account for another. */
final class Transfers {
  private static final String STEP = "transfer an identity";

  private final Tables tables;
  private final AccountReads reads;
  private final GuestEnds guests;

  Transfers(Tables tables) {
    this.tables = tables;
    this.reads = new AccountReads(tables);
    this.guests = new GuestEnds(reads);
  }

  /**
   * What is asked for.
   *
   * @param guestEnd when guests' secrets end if they have to
   */
  private record Order(
      boolean mayLeaveEmpty,
      LinkRules rules,
      Instant now,
      Instant guestEnd,
      Instant revokedUntil) {}

  TransferOutcome transfer(
      ExternalIdentity id,
      AccountId from,
      AccountId to,
      boolean mayLeaveEmpty,
      LinkRules rules,
      Instant now,
      Instant revokedUntil) {
    if (from.equals(to)) {
      return new TransferOutcome.AccountNotActive();
    }
    Order order =
        new Order(mayLeaveEmpty, rules, now, now.plus(rules.guestOverlap()), revokedUntil);
    return tables
        .calls()
        .undisturbed(
            STEP,
            () -> {
              AccountReads.Seen seen = reads.seen(STEP, List.of(from, to), List.of(id));
              Optional<Dossier> source =
                  seen.dossier(from).filter(each -> each.account().isActiveAt(now));
              Optional<Dossier> target =
                  seen.dossier(to).filter(each -> each.account().isActiveAt(now));
              return source.isEmpty() || target.isEmpty()
                  ? Optional.of(new TransferOutcome.AccountNotActive())
                  : transferred(seen.identity(id), source.get(), target.get(), order);
            });
  }

  /** Empty if somebody else changed something meanwhile. */
  private Optional<TransferOutcome> transferred(
      Identity identity, Dossier from, Dossier to, Order order) {
    Optional<Dossier.Link> link = from.link(identity.id());
    if (!from.agreesWith(identity)) {
      return Optional.empty();
    }
    if (link.isEmpty()) {
      return Optional.of(new TransferOutcome.NotOwned());
    }
    Optional<TransferOutcome> refusal = refusal(identity, link.get(), from, to, order);
    return refusal.isPresent() ? refusal : moved(identity, link.get(), from, to, order);
  }

  private static Optional<TransferOutcome> refusal(
      Identity identity, Dossier.Link link, Dossier from, Dossier to, Order order) {
    ExternalIdentity id = identity.id();
    if (identity.ban().filter(ban -> ban.isInForceAt(order.now())).isPresent()) {
      return Optional.of(new TransferOutcome.AccountNotActive());
    }
    Optional<Instant> cool = link.movedAt().map(at -> at.plus(order.rules().coolDown()));
    if (cool.filter(until -> until.isAfter(order.now())).isPresent()) {
      return Optional.of(new TransferOutcome.CoolingDown(cool.get()));
    }
    if (order.rules().onePerProvider() && to.hasSlotOf(id)) {
      return Optional.of(new TransferOutcome.ProviderSlotTaken());
    }
    return order.mayLeaveEmpty() || from.isReachableWithout(id, order.now())
        ? Optional.empty()
        : Optional.of(new TransferOutcome.LastCredential());
  }

  private Optional<TransferOutcome> moved(
      Identity identity, Dossier.Link link, Dossier from, Dossier to, Order order) {
    ExternalIdentity id = identity.id();
    Dossier left = from.without(id).ended();
    // A guest that comes over ends; one that is there already ends if somebody else comes.
    GuestEnds.Ended there =
        id.isGuest() ? new GuestEnds.Ended(to, List.of()) : guests.ended(to, order.guestEnd());
    Dossier next =
        there.dossier().plus(GuestEnds.ending(link.moved(order.now()), order.guestEnd()));
    boolean done =
        new Change(tables)
            .save(left, "moved-out", id.provider().name(), order.now())
            .save(next, "moved-in", id.provider().name(), order.now())
            .save(GuestEnds.ending(identity.leadingTo(to.id()), order.guestEnd()))
            .saveAll(there.identities())
            .revoke(left.revocations(order.revokedUntil()))
            .commit(STEP);
    return done ? Optional.of(new TransferOutcome.Transferred(next.account())) : Optional.empty();
  }
}
