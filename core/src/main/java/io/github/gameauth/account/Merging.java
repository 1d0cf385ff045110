// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.account.LinkTickets.Conflict;
import io.github.gameauth.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes one account of two: the ticket, what can be seen beforehand, the host's own data, the
 * accounts, in that order. A crash after the ticket has changed nothing; one after the host's data
 * leaves them in both places, and the next try brings them over again; one after the accounts has
 * lost the answer alone.
 */
final class Merging {
  private final AccountStore store;
  private final LinkTickets tickets;
  private final MergeHook hook;
  private final AccountSettings settings;

  Merging(AccountStore store, LinkTickets tickets, MergeHook hook, AccountSettings settings) {
    this.store = store;
    this.tickets = tickets;
    this.hook = hook;
    this.settings = settings;
  }

  MergeAnswer merge(LinkProof proof, Secret ticket) {
    Instant now = settings.now();
    if (!settings.isFresh(proof, now)) {
      return refused("unknown", "PROOF_TOO_OLD", new MergeAnswer.ProofTooOld());
    }
    Conflict conflict = tickets.take(ticket, proof, now).orElse(null);
    if (conflict == null) {
      return refused("unknown", "TICKET_NOT_GOOD", new MergeAnswer.TicketNotGood());
    }
    String platform = conflict.identity().provider().name();
    List<IdentityLink> leaving = store.links(conflict.owner());
    if (leaving.stream().noneMatch(link -> link.identity().equals(conflict.identity()))) {
      return refused(platform, "TICKET_NOT_GOOD", new MergeAnswer.TicketNotGood());
    }
    Optional<Account> from = active(conflict.owner(), now);
    Optional<Account> into = active(conflict.account(), now);
    if (from.isEmpty() || into.isEmpty()) {
      return refused(platform, "ACCOUNT_NOT_ACTIVE", new MergeAnswer.AccountNotActive());
    }
    if (settings.rules().onePerProvider() && collide(store.links(conflict.account()), leaving)) {
      return refused(platform, "PROVIDER_SLOT_TAKEN", new MergeAnswer.ProviderSlotTaken());
    }
    if (!hook.bringOver(from.get(), into.get())) {
      return refused(platform, "REFUSED_BY_HOST", new MergeAnswer.RefusedByHost());
    }
    return merged(conflict, platform);
  }

  private Optional<Account> active(AccountId account, Instant now) {
    return store.find(account).filter(each -> each.isActiveAt(now));
  }

  /** The store decides; this only keeps game data from being moved for a merge that cannot be. */
  private static boolean collide(List<IdentityLink> there, List<IdentityLink> coming) {
    return there.stream().anyMatch(one -> coming.stream().anyMatch(two -> sameSlot(one, two)));
  }

  private static boolean sameSlot(IdentityLink one, IdentityLink two) {
    return !one.identity().isGuest()
        && one.identity().provider().equals(two.identity().provider())
        && one.identity().tenant().equals(two.identity().tenant());
  }

  private MergeAnswer merged(Conflict conflict, String platform) {
    Instant now = settings.now(); // the hook took its time
    MergeOutcome outcome =
        store.merge(
            conflict.account(),
            conflict.owner(),
            settings.rules(),
            now,
            settings.revokedUntil(now));
    if (outcome instanceof MergeOutcome.Merged merged) {
      settings.listener().accountChanged("merged", platform);
      return new MergeAnswer.Merged(merged.winner(), merged.aliases());
    }
    if (outcome instanceof MergeOutcome.ProviderSlotTaken) {
      return refused(platform, "PROVIDER_SLOT_TAKEN", new MergeAnswer.ProviderSlotTaken());
    }
    if (outcome instanceof MergeOutcome.TooMuchToMove) {
      return refused(platform, "TOO_MUCH_TO_MOVE", new MergeAnswer.TooMuchToMove());
    }
    return refused(platform, "ACCOUNT_NOT_ACTIVE", new MergeAnswer.AccountNotActive());
  }

  private <A> A refused(String platform, String reason, A answer) {
    settings.listener().accountLinkRefused(platform, reason);
    return answer;
  }
}
