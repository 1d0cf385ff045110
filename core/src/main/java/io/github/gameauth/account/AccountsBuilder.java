// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.check.Require;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.event.GuardedListener;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.store.OnceStore;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Says how {@link Accounts} work. Not safe to share. */
public final class AccountsBuilder {
  final AccountStore accounts;
  final GuestStore guests;
  final OnceStore once;
  @Nullable PersonaStore personas;
  SecretGenerator generator = new SecretGenerator();
  ProgressInspector progress = ProgressInspector.NOBODY_KNOWS;
  MergeHook hook = MergeHook.REFUSING;
  Duration ticketLifetime = Duration.ofMinutes(10);
  private LinkRules rules = LinkRules.USUAL;
  private InstantSource clock = InstantSource.system();
  private AuthListener listener = AuthListener.NONE;
  private Duration longestToken = Duration.ofHours(24).plusMinutes(5);
  private Duration proofAge = Duration.ofMinutes(10);

  AccountsBuilder(AccountStore accounts, GuestStore guests, OnceStore once) {
    this.accounts = accounts;
    this.guests = guests;
    this.once = once;
  }

  /**
   * Where personas are kept, so that a look-up which went on to another account names that one's
   * persona. Without it such a look-up names none, and the persona is read by {@link Personas}.
   */
  public AccountsBuilder personas(PersonaStore personas) {
    this.personas = personas;
    return this;
  }

  /** What links an account may have. Defaults to {@link LinkRules#USUAL}. */
  public AccountsBuilder rules(LinkRules rules) {
    this.rules = rules;
    return this;
  }

  /** The time of day. Defaults to the system's. */
  public AccountsBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** Who is told what happens. Defaults to nobody. */
  public AccountsBuilder listener(AuthListener listener) {
    this.listener = listener;
    return this;
  }

  /**
   * How long a token lives at most, clock differences included: so long a revocation is kept.
   * Defaults to 24 hours and 5 minutes; 1 minute to 31 days.
   */
  public AccountsBuilder longestToken(Duration longestToken) {
    this.longestToken =
        Require.between("longestToken", longestToken, Duration.ofMinutes(1), Duration.ofDays(31));
    return this;
  }

  /**
   * How long ago the player of a {@link LinkProof} may have proved who they are. Defaults to 10
   * minutes; 1 minute to 24 hours.
   */
  public AccountsBuilder proofAge(Duration proofAge) {
    this.proofAge =
        Require.between("proofAge", proofAge, Duration.ofMinutes(1), Duration.ofHours(24));
    return this;
  }

  /** How long a {@link LinkTicket} is good. Defaults to 10 minutes; 1 minute to 1 hour. */
  public AccountsBuilder ticketLifetime(Duration ticketLifetime) {
    this.ticketLifetime =
        Require.between(
            "ticketLifetime", ticketLifetime, Duration.ofMinutes(1), Duration.ofHours(1));
    return this;
  }

  /** What makes ids and secrets. Defaults to the platform's secure random numbers. */
  public AccountsBuilder secrets(SecretGenerator generator) {
    this.generator = generator;
    return this;
  }

  /** Who knows whether an account would be missed. Defaults to everybody's being missed. */
  public AccountsBuilder progress(ProgressInspector progress) {
    this.progress = progress;
    return this;
  }

  /** Who brings over game data in a merge. Defaults to refusing every merge. */
  public AccountsBuilder merging(MergeHook hook) {
    this.hook = hook;
    return this;
  }

  /** The accounts. */
  public Accounts build() {
    return new Accounts(this);
  }

  AccountSettings settings() {
    return new AccountSettings(
        rules, clock, GuardedListener.around(listener), longestToken, proofAge);
  }
}
