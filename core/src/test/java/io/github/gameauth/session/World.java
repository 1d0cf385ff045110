// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.gameauth.account.AccountStore;
import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.PersonaForm;
import io.github.gameauth.account.PersonaKeys;
import io.github.gameauth.account.PersonaStore;
import io.github.gameauth.account.Personas;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.platform.GuestAdapter;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.storage.memory.MemoryLimits;
import io.github.gameauth.testing.BreakableStore;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.token.Claims;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An exchange on stores in memory, with real keys, guests, and one stub platform. */
final class World {
  static final GameId GAME = new GameId("lostsky");
  static final String CLIENT = "lostsky-pc";
  static final ExchangeContext CONTEXT = ExchangeContext.of(GAME, CLIENT).source("198.51.100.7");

  final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  final TestIssuer issuer = TestIssuer.create(clock);
  final InMemoryStores stores = new InMemoryStores(MemoryLimits.USUAL, clock);
  final BreakableStore breakable = new BreakableStore();
  final Heard heard = new Heard();
  final StubPlatform steam = new StubPlatform();
  final GuestStore guests = breakable.before(GuestStore.class, stores.guests());
  final AccountStore accountStore = breakable.before(AccountStore.class, stores.accounts());
  final PersonaStore personaStore = breakable.before(PersonaStore.class, stores.personas());
  final RefreshStore families = breakable.before(RefreshStore.class, stores.refreshFamilies());
  final RevocationStore revocations = breakable.before(RevocationStore.class, stores.revocations());
  final Accounts accounts =
      Accounts.over(accountStore, guests, stores.once())
          .personas(personaStore)
          .clock(clock)
          .build();
  final RefreshTokens refreshTokens =
      RefreshTokens.in(families)
          .revocations(revocations)
          .clock(clock)
          .listener(heard.listener())
          .build();

  /** Made once: that takes a while, and they know no clock. */
  private static final SigningKeys KEYS = keys(TestIssuer.create());

  private static SigningKeys keys(TestIssuer issuer) {
    TestKey key = issuer.key();
    return SigningKeys.fixed(
        issuer.name(),
        Algorithm.RS256,
        new KeyPair(key.publicKey(), (PrivateKey) key.signingKey()),
        Duration.ofHours(1));
  }

  static SigningKeys keys() {
    return KEYS;
  }

  TokenMinter minter() {
    return TokenMinter.signing(KEYS).clock(clock).build();
  }

  Personas personas(PersonaForm form) {
    return Personas.of(personaStore, PersonaKeys.of(Secret.ofBytes(new byte[32])), form);
  }

  /** An exchange for guests and the stub platform. */
  SessionExchangeBuilder exchange() {
    return exchange(minter(), PersonaForm.SHORT);
  }

  SessionExchangeBuilder exchange(TokenMinter minter, PersonaForm form) {
    return SessionExchange.over(accounts, personas(form), refreshTokens, minter)
        .adapter(new GuestAdapter(guests, clock))
        .adapter(steam)
        .clock(clock)
        .listener(heard.listener());
  }

  static StubPlatform.Ticket ticket(String subject) {
    return StubPlatform.Ticket.of(subject);
  }

  static ExternalIdentity steamIdentity(String subject) {
    return new ExternalIdentity(StubPlatform.STEAM, "", subject);
  }

  static Session session(SessionOutcome outcome) {
    return assertInstanceOf(SessionOutcome.Accepted.class, outcome).session();
  }

  static SessionRefusal refusal(SessionOutcome outcome) {
    return assertInstanceOf(SessionOutcome.Rejected.class, outcome).refusal();
  }

  static void assertRefused(SessionRefusal.Code code, SessionOutcome outcome) {
    assertEquals(code, refusal(outcome).code());
  }

  static SessionOutcome.Undecided assertUndecided(SessionUndecided cause, SessionOutcome outcome) {
    SessionOutcome.Undecided undecided = assertInstanceOf(SessionOutcome.Undecided.class, outcome);
    assertEquals(cause, undecided.cause());
    return undecided;
  }

  /** The claims of a token that a game service accepts. */
  Claims claims(Session session) {
    return claims(session.access().token(), GAME.value());
  }

  Claims claims(Secret token, String audience) {
    Verification verification = verifier(audience).verify(token.reveal());
    return assertInstanceOf(Verification.Accepted.class, verification).player().claims();
  }

  TokenVerifier verifier(String audience) {
    return TokenVerifier.builder()
        .clock(clock)
        .ticker(clock)
        .trust(
            TrustedIssuer.named(issuer.name())
                .audience(audience)
                .keys(issuer.keySource())
                .profile(TokenProfile.playerToken())
                .build())
        .build();
  }

  Map<String, Object> player(Session session) {
    return claims(session).object(issuer.name() + "/claims/player").orElseThrow();
  }

  List<Revocation> revoked() {
    return stores.revocations().since(RevocationCursor.START).revocations();
  }

  RefreshFamily family(Session session) {
    FamilyId id = RefreshToken.parse(session.refreshToken()).orElseThrow().family();
    return stores.refreshFamilies().find(id).orElseThrow();
  }
}
