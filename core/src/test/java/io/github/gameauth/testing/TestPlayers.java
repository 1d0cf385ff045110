// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.Persona;
import io.github.gameauth.account.PersonaId;
import io.github.gameauth.platform.GuestRecord;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCause;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.storage.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The players, games and times of the store contracts. */
public final class TestPlayers {
  /** When these tests take place. */
  public static final Instant NOW = Instant.parse("2030-01-01T12:00:00.123Z");

  /** When revocations of these tests expire. */
  public static final Instant UNTIL = NOW.plus(Duration.ofHours(25));

  /** A game. */
  public static final GameId GAME = new GameId("lostsky");

  /** Another game. */
  public static final GameId OTHER_GAME = new GameId("lostsky2");

  private TestPlayers() {}

  /** An account's name. */
  public static AccountId id(String name) {
    return new AccountId(name);
  }

  /** An identity on one platform. */
  public static ExternalIdentity steam(String subject) {
    return new ExternalIdentity(new Platform("steam"), "", subject);
  }

  /** An identity on another platform. */
  public static ExternalIdentity psn(String subject) {
    return new ExternalIdentity(new Platform("psn"), "np", subject);
  }

  /** A shadow account as it is before anybody kept it. */
  public static Account fresh(String name) {
    return Account.fresh(id(name), AccountKind.SHADOW, NOW);
  }

  /** A guest's credential as it is before anybody kept it. */
  public static GuestRecord freshGuest(String name) {
    return GuestRecord.of("g-" + name, Fingerprint.of("gs1_" + name), NOW);
  }

  /** A kept shadow account that {@link #steam}{@code (name)} leads to. */
  public static AccountId shadow(Stores stores, String name) {
    assertTrue(stores.accounts().findOrCreate(steam(name), fresh(name)).created());
    return id(name);
  }

  /** A kept shadow account that {@link #psn}{@code (name)} leads to. */
  public static AccountId shadowOfPsn(Stores stores, String name) {
    assertTrue(stores.accounts().findOrCreate(psn(name), fresh(name)).created());
    return id(name);
  }

  /** A kept guest account with the credential {@link #freshGuest}{@code (name)}. */
  public static AccountId guest(Stores stores, String name) {
    Account candidate = Account.fresh(id(name), AccountKind.GUEST, NOW);
    assertTrue(stores.accounts().createGuest(candidate, freshGuest(name)));
    return id(name);
  }

  /** The identity of {@link #guest}{@code (name)}. */
  public static ExternalIdentity guestIdentity(String name) {
    return ExternalIdentity.ofGuest("g-" + name);
  }

  /** A persona in use, as it is before anybody kept it. */
  public static Persona freshPersona(GameId game, String persona, AccountId account) {
    return new Persona(game, new PersonaId(persona), account, 1, Optional.empty());
  }

  /** A kept persona. */
  public static Persona persona(Stores stores, GameId game, String persona, AccountId account) {
    Persona candidate = freshPersona(game, persona, account);
    assertEquals(candidate, stores.personas().getOrAssign(candidate));
    return candidate;
  }

  /** The account of that name, which is there. */
  public static Account account(Stores stores, AccountId account) {
    return stores.accounts().find(account).orElseThrow();
  }

  /** The account that an identity leads to. */
  public static Optional<AccountId> owner(Stores stores, ExternalIdentity identity) {
    return stores.accounts().findByIdentity(identity, GAME).account().map(Account::id);
  }

  /** The identities that lead to an account. */
  public static Set<ExternalIdentity> identities(Stores stores, AccountId account) {
    return stores.accounts().links(account).stream()
        .map(IdentityLink::identity)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** All revocations that are kept. */
  public static Set<Revocation> revocations(Stores stores) {
    return new HashSet<>(stores.revocations().since(RevocationCursor.START).revocations());
  }

  /** One revocation of an epoch for each of these subjects, expiring at {@link #UNTIL}. */
  public static Set<Revocation> ended(long epoch, String... subjects) {
    return Stream.of(subjects)
        .map(each -> Revocation.beforeEpoch(RevocationKind.SUBJECT, each, epoch, UNTIL))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The same, because of a ban. */
  public static Set<Revocation> banned(long epoch, String... subjects) {
    return ended(epoch, subjects).stream()
        .map(each -> each.because(RevocationCause.BANNED))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What an account's history says: each line's event, and its detail in brackets if any. */
  public static List<String> history(Stores stores, AccountId account) {
    return stores.accounts().audit(account, 100).stream()
        .map(each -> each.event() + (each.detail().isEmpty() ? "" : "(" + each.detail() + ")"))
        .toList();
  }
}
