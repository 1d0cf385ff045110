// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.MergeOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How two accounts become one. */
final class Merges {
  private static final String STEP = "merge two accounts";

  private final Tables tables;
  private final AccountReads reads;
  private final GuestEnds guests;

  Merges(Tables tables) {
    this.tables = tables;
    this.reads = new AccountReads(tables);
    this.guests = new GuestEnds(reads);
  }

  MergeOutcome merge(
      AccountId winner, AccountId loser, LinkRules rules, Instant now, Instant revokedUntil) {
    if (winner.equals(loser)) {
      return new MergeOutcome.AccountNotActive();
    }
    return tables
        .calls()
        .undisturbed(
            STEP,
            () -> {
              AccountReads.Seen seen = reads.seen(STEP, List.of(winner, loser), List.of());
              Optional<Dossier> target =
                  seen.dossier(winner).filter(each -> each.account().isActiveAt(now));
              Optional<Dossier> source =
                  seen.dossier(loser).filter(each -> each.account().isActiveAt(now));
              return target.isEmpty() || source.isEmpty()
                  ? Optional.of(new MergeOutcome.AccountNotActive())
                  : merged(target.get(), source.get(), rules, now, revokedUntil);
            });
  }

  /** Empty if somebody else changed something meanwhile. */
  private Optional<MergeOutcome> merged(
      Dossier winner, Dossier loser, LinkRules rules, Instant now, Instant revokedUntil) {
    if (rules.onePerProvider()
        && loser.links().stream().anyMatch(each -> winner.hasSlotOf(each.identity()))) {
      return Optional.of(new MergeOutcome.ProviderSlotTaken());
    }
    Instant guestEnd = now.plus(rules.guestOverlap());
    GuestEnds.Ended kept =
        loser.isSomebodys()
            ? guests.ended(winner, guestEnd)
            : new GuestEnds.Ended(winner, List.of());
    MergedPersonas personas = MergedPersonas.of(winner, loser);
    Dossier left = loser.ended();
    Dossier next =
        with(kept.dossier(), loser)
            .withLinks(links(kept.dossier(), loser, now, guestEnd))
            .withPersonas(personas.all())
            .withEpoch(epoch(winner, left, personas));
    Change change =
        new Change(tables)
            .save(next, "merged-in", "", now)
            .save(left.mergedInto(winner.id()), "merged-away", "", now)
            .saveAll(moved(loser, winner.id(), guestEnd))
            .saveAll(kept.identities())
            .revoke(left.revocations(revokedUntil));
    if (change.size() > Transaction.MOST || next.isTooBig()) {
      return Optional.of(new MergeOutcome.TooMuchToMove());
    }
    return change.commit(STEP)
        ? Optional.of(new MergeOutcome.Merged(next.account(), personas.aliases()))
        : Optional.empty();
  }

  /** The stronger of the two kinds, and the longer of the two bans. */
  private static Dossier with(Dossier winner, Dossier loser) {
    AccountKind kind = loser.account().kind();
    Optional<Ban> ban = winner.account().ban();
    Optional<Ban> other = loser.account().ban();
    return (kind.compareTo(winner.account().kind()) > 0 ? winner.with(kind) : winner)
        .with(ban.isPresent() ? ban.map(one -> other.map(one::orLonger).orElse(one)) : other);
  }

  private static List<Dossier.Link> links(
      Dossier winner, Dossier loser, Instant now, Instant guestEnd) {
    List<Dossier.Link> links = new ArrayList<>(winner.links());
    loser.links().forEach(each -> links.add(GuestEnds.ending(each.moved(now), guestEnd)));
    return links;
  }

  private List<Identity> moved(Dossier loser, AccountId winner, Instant guestEnd) {
    List<ExternalIdentity> ids = loser.links().stream().map(Dossier.Link::identity).toList();
    return reads.identities(STEP, ids).stream()
        .map(each -> GuestEnds.ending(each.leadingTo(winner), guestEnd))
        .toList();
  }

  /**
   * A persona that goes on stands in new tokens together with the winner's epoch, which must not be
   * one that the loser's revocation has just made too low.
   */
  private static long epoch(Dossier winner, Dossier loser, MergedPersonas personas) {
    long own = winner.account().sessionEpoch();
    return personas.anyGoesOn() ? Math.max(own, loser.account().sessionEpoch()) : own;
  }
}
