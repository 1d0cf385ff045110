// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.Persona;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an account goes. The first transaction leaves a name, ends the sessions, and takes along what
 * fits into it, which is all there is but for the strangest accounts; the rest follows. Until it
 * has, identities lead to an account that is deleted, where nobody comes in. If the server dies
 * meanwhile, deleting the account again takes the rest away.
 */
final class Deletions {
  private static final String STEP = "delete an account";

  /** What a transaction takes along beside the account, its history and its revocations. */
  private static final int MOST = 80;

  private final Tables tables;
  private final AccountReads reads;
  private final SessionList sessions;

  Deletions(Tables tables) {
    this.tables = tables;
    this.reads = new AccountReads(tables);
    this.sessions = new SessionList(tables.passing());
  }

  boolean delete(AccountId account, Instant now, Instant revokedUntil) {
    boolean deleted =
        tables
            .calls()
            .undisturbed(
                STEP,
                () ->
                    reads
                        .dossier(STEP, account)
                        .filter(each -> each.account().status() == AccountStatus.ACTIVE)
                        .map(dossier -> deleted(dossier, now, revokedUntil))
                        .orElse(Optional.of(false)));
    // Also if it was deleted before, by somebody who may not have come to this.
    tables.calls().undisturbed(STEP, () -> cleaned(account));
    return deleted;
  }

  private Optional<Boolean> deleted(Dossier dossier, Instant now, Instant revokedUntil) {
    Dossier next = dossier.ended().deleted();
    Change change = new Change(tables).revoke(next.revocations(revokedUntil));
    change.save(takenAlong(next, change), "deleted", "", now);
    return change.commit(STEP) ? Optional.of(true) : Optional.empty();
  }

  /** Empty as long as there is something left, or somebody else changed something. */
  private Optional<Boolean> cleaned(AccountId account) {
    Optional<Dossier> left = reads.dossier(STEP, account).filter(Dossier::leaving);
    if (left.isEmpty()) {
      return Optional.of(true);
    }
    Change change = new Change(tables);
    Dossier next = takenAlong(left.get(), change);
    boolean last = next.links().isEmpty() && next.personas().isEmpty();
    if (last) {
      sessions.deleteAllOf(account);
    }
    return change.save(next.leaving(!last)).commit(STEP) && last
        ? Optional.of(true)
        : Optional.empty();
  }

  /** Adds what fits into a transaction; the account is left with the rest. */
  private Dossier takenAlong(Dossier dossier, Change change) {
    List<ExternalIdentity> ids =
        dossier.links().stream().limit(MOST).map(Dossier.Link::identity).toList();
    List<Persona> personas = dossier.personas().stream().limit(MOST - ids.size()).toList();
    for (Identity each : reads.identities(STEP, ids)) {
      change.save(each.released().banned(ban(each, dossier.account().ban())));
    }
    personas.forEach(each -> change.forget(each));
    return dossier
        .withLinks(dossier.links().stream().skip(ids.size()).toList())
        .withPersonas(dossier.personas().stream().skip(personas.size()).toList());
  }

  private static Optional<Ban> ban(Identity identity, Optional<Ban> ofAccount) {
    return identity.id().isGuest() || ofAccount.isEmpty()
        ? identity.ban()
        : Optional.of(
            identity.ban().map(own -> own.orLonger(ofAccount.get())).orElse(ofAccount.get()));
  }
}
