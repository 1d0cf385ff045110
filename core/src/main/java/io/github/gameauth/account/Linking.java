// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.account.LinkTickets.Conflict;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.secret.Secret;
import java.time.Instant;

/** Lets identities lead to accounts, takes them off, and moves them. */
final class Linking {
  /** The platform, as long as no ticket has told it. */
  private static final String UNKNOWN = "unknown";

  private final AccountStore store;
  private final LinkTickets tickets;
  private final ProgressInspector progress;
  private final AccountSettings settings;

  Linking(
      AccountStore store,
      LinkTickets tickets,
      ProgressInspector progress,
      AccountSettings settings) {
    this.store = store;
    this.tickets = tickets;
    this.progress = progress;
    this.settings = settings;
  }

  LinkAnswer link(LinkProof proof, ExternalIdentity identity) {
    Platform platform = identity.provider();
    Instant now = settings.now();
    if (!settings.isFresh(proof, now)) {
      return refused(platform.name(), "PROOF_TOO_OLD", new LinkAnswer.ProofTooOld());
    }
    LinkOutcome outcome = store.link(proof.account(), identity, settings.rules(), now);
    if (outcome instanceof LinkOutcome.Linked linked) {
      settings.listener().accountChanged("linked", platform.name());
      return new LinkAnswer.Linked(linked.account());
    }
    if (outcome instanceof LinkOutcome.AlreadyLinked linked) {
      return new LinkAnswer.AlreadyLinked(linked.account());
    }
    if (outcome instanceof LinkOutcome.OwnedByOther other) {
      Conflict conflict = new Conflict(proof.account(), proof.sessionId(), other.owner(), identity);
      return refused(
          platform.name(),
          "OWNED_BY_OTHER",
          new LinkAnswer.OwnedByOther(tickets.issue(conflict, now)));
    }
    if (outcome instanceof LinkOutcome.ProviderSlotTaken) {
      return refused(platform.name(), "PROVIDER_SLOT_TAKEN", new LinkAnswer.ProviderSlotTaken());
    }
    if (outcome instanceof LinkOutcome.CoolingDown cooling) {
      return refused(platform.name(), "COOLING_DOWN", new LinkAnswer.CoolingDown(cooling.until()));
    }
    return refused(platform.name(), "ACCOUNT_NOT_ACTIVE", new LinkAnswer.AccountNotActive());
  }

  UnlinkAnswer unlink(LinkProof proof, ExternalIdentity identity) {
    String platform = identity.provider().name();
    Instant now = settings.now();
    UnlinkAnswer answer =
        settings.isFresh(proof, now)
            ? UnlinkAnswer.of(store.unlink(proof.account(), identity, now))
            : UnlinkAnswer.PROOF_TOO_OLD;
    if (answer == UnlinkAnswer.UNLINKED) {
      settings.listener().accountChanged("unlinked", platform);
    } else {
      settings.listener().accountLinkRefused(platform, answer.name());
    }
    return answer;
  }

  TransferAnswer transfer(LinkProof proof, Secret ticket) {
    Instant now = settings.now();
    if (!settings.isFresh(proof, now)) {
      return refused(UNKNOWN, "PROOF_TOO_OLD", new TransferAnswer.ProofTooOld());
    }
    Conflict conflict = tickets.take(ticket, proof, now).orElse(null);
    if (conflict == null) {
      return refused(UNKNOWN, "TICKET_NOT_GOOD", new TransferAnswer.TicketNotGood());
    }
    TransferOutcome outcome = moved(conflict, false);
    if (outcome instanceof TransferOutcome.LastCredential && mayBeLeftEmpty(conflict.owner())) {
      outcome = moved(conflict, true);
    }
    return judged(conflict.identity().provider(), outcome);
  }

  private TransferOutcome moved(Conflict conflict, boolean mayLeaveEmpty) {
    Instant now = settings.now();
    return store.transfer(
        conflict.identity(),
        conflict.owner(),
        conflict.account(),
        mayLeaveEmpty,
        settings.rules(),
        now,
        settings.revokedUntil(now));
  }

  /** An account that its player has claimed is never left without a way back. */
  private boolean mayBeLeftEmpty(AccountId owner) {
    return store
        .find(owner)
        .filter(account -> account.kind() != AccountKind.FULL)
        .filter(progress::isUntouched)
        .isPresent();
  }

  private TransferAnswer judged(Platform platform, TransferOutcome outcome) {
    if (outcome instanceof TransferOutcome.Transferred transferred) {
      settings.listener().accountChanged("moved", platform.name());
      return new TransferAnswer.Transferred(transferred.to());
    }
    if (outcome instanceof TransferOutcome.LastCredential) {
      return refused(platform.name(), "LAST_CREDENTIAL", new TransferAnswer.LastCredential());
    }
    if (outcome instanceof TransferOutcome.ProviderSlotTaken) {
      return refused(
          platform.name(), "PROVIDER_SLOT_TAKEN", new TransferAnswer.ProviderSlotTaken());
    }
    if (outcome instanceof TransferOutcome.CoolingDown cooling) {
      return refused(
          platform.name(), "COOLING_DOWN", new TransferAnswer.CoolingDown(cooling.until()));
    }
    if (outcome instanceof TransferOutcome.NotOwned) {
      return refused(platform.name(), "TICKET_NOT_GOOD", new TransferAnswer.TicketNotGood());
    }
    return refused(platform.name(), "ACCOUNT_NOT_ACTIVE", new TransferAnswer.AccountNotActive());
  }

  private <A> A refused(String platform, String reason, A answer) {
    settings.listener().accountLinkRefused(platform, reason);
    return answer;
  }
}
