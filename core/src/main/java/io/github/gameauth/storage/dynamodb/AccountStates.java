// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.Ban;
import io.github.gameauth.revocation.RevocationCause;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** How an account is registered, logged out everywhere, and banned. */
final class AccountStates {
  private final Tables tables;
  private final AccountReads reads;
  private final Successors successors;

  AccountStates(Tables tables) {
    this.tables = tables;
    this.reads = new AccountReads(tables);
    this.successors = new Successors(reads);
  }

  boolean register(AccountId account, Instant now) {
    String step = "register an account";
    return tables
        .calls()
        .undisturbed(
            step,
            () ->
                reads
                    .dossier(step, account)
                    .filter(each -> each.account().isActiveAt(now))
                    .map(dossier -> registered(step, dossier, now))
                    .orElse(Optional.of(false)));
  }

  private Optional<Boolean> registered(String step, Dossier dossier, Instant now) {
    if (dossier.account().kind() == AccountKind.FULL) {
      return Optional.of(true);
    }
    Dossier next = dossier.with(AccountKind.FULL);
    return done(new Change(tables).save(next, "registered", "", now).commit(step));
  }

  OptionalLong raiseEpoch(AccountId account, Instant now, Instant revokedUntil) {
    String step = "end an account's sessions";
    return tables
        .calls()
        .undisturbed(
            step,
            () ->
                reads
                    .dossier(step, account)
                    .filter(each -> each.account().status() == AccountStatus.ACTIVE)
                    .map(dossier -> raised(step, dossier, now, revokedUntil))
                    .orElse(Optional.of(OptionalLong.empty())));
  }

  private Optional<OptionalLong> raised(
      String step, Dossier dossier, Instant now, Instant revokedUntil) {
    Dossier next = dossier.ended();
    boolean done =
        new Change(tables)
            .save(next, "logged-out", "", now)
            .revoke(next.revocations(revokedUntil))
            .commit(step);
    return done ? Optional.of(OptionalLong.of(next.account().sessionEpoch())) : Optional.empty();
  }

  boolean ban(AccountId account, Ban ban, Instant now, Instant revokedUntil) {
    String step = "ban an account";
    return followed(
        step,
        account,
        dossier -> {
          Dossier next = dossier.with(Optional.of(ban)).ended();
          return done(
              new Change(tables)
                  .save(next, "banned", ban.reasonCode(), now)
                  .revoke(next.revocations(revokedUntil, RevocationCause.BANNED))
                  .commit(step));
        });
  }

  boolean unban(AccountId account, Instant now) {
    String step = "take a ban off an account";
    return followed(
        step,
        account,
        dossier ->
            dossier.account().ban().isEmpty()
                ? Optional.of(false)
                : done(
                    new Change(tables)
                        .save(dossier.with(Optional.empty()), "unbanned", "", now)
                        .commit(step)));
  }

  /** Does something to the account that has taken the place of {@code account}; false if none. */
  private boolean followed(
      String step, AccountId account, Function<Dossier, Optional<Boolean>> once) {
    return tables
        .calls()
        .undisturbed(
            step, () -> successors.last(step, account).map(once).orElse(Optional.of(false)));
  }

  private static Optional<Boolean> done(boolean committed) {
    return committed ? Optional.of(true) : Optional.empty();
  }
}
