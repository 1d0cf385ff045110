// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static io.github.gameauth.cognito.PoolTokens.CLIENT;
import static io.github.gameauth.cognito.PoolTokens.POOL;
import static io.github.gameauth.cognito.PoolTokens.SUB;
import static io.github.gameauth.cognito.PoolTokens.UPDATED;
import static io.github.gameauth.cognito.PoolTokens.accessToken;
import static io.github.gameauth.cognito.PoolTokens.assertComplaint;
import static io.github.gameauth.cognito.PoolTokens.idToken;
import static io.github.gameauth.cognito.PoolTokens.machineToken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens of user pools as credentials. */
final class CognitoAdapterTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = PoolTokens.issuer(clock);
  private final OnceStore once = new InMemoryStores().once();
  private final CognitoAdapter adapter = adapter(pool()).replays(once).build();

  @AfterEach
  void close() {
    adapter.close();
  }

  private CognitoIssuerBuilder pool() {
    return CognitoIssuer.of(POOL).idTokens().client(CLIENT).keys(issuer.keySource());
  }

  private CognitoAdapter.Builder adapter(CognitoIssuerBuilder pool) {
    return CognitoAdapter.of(pool.build())
        .verifier(TokenVerifier.builder().clock(clock).ticker(clock))
        .clock(clock);
  }

  private TestToken token() {
    return idToken(issuer, clock);
  }

  private PlatformVerdict verify(CognitoAdapter adapter, TestToken token) {
    return adapter.verify(new CognitoCredential(Secret.of(token.signed())));
  }

  private static PlatformIdentity assertAccepted(PlatformVerdict verdict) {
    return assertInstanceOf(Accepted.class, verdict, verdict::toString).identity();
  }

  private void assertRejected(Reason reason, TestToken token) {
    assertEquals(new Rejected(reason), verify(adapter, token));
  }

  /** By an adapter of another pool's rules, used once. */
  private PlatformVerdict verify(CognitoIssuerBuilder pool, TestToken token) {
    try (CognitoAdapter other = adapter(pool).toleratingReplays().build()) {
      return verify(other, token);
    }
  }

  @Test
  void namesThePlayerByTheSubjectInThePool() {
    assertEquals(
        PlatformIdentity.of(CognitoAdapter.COGNITO, POOL.id(), SUB, IdScope.PUBLISHER),
        assertAccepted(verify(adapter, token())));
    assertEquals("cognito", adapter.platform().name());
    assertEquals(CognitoCredential.class, adapter.credentialType());
  }

  @Test
  void namesThePlayerAlikeUnderEveryNameOfThePool() {
    assertEquals(
        assertAccepted(verify(adapter, token())),
        assertAccepted(verify(adapter, token().issuer(UPDATED))));
  }

  @Test
  void keepsPoolsApart() {
    String name = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other";
    TestIssuer other = TestIssuer.named(name).on(clock);
    try (CognitoAdapter both =
        CognitoAdapter.of(
                pool().build(),
                CognitoIssuer.of(UserPoolId.of("us-east-1_Other"))
                    .idTokens()
                    .client("another")
                    .keys(other.keySource())
                    .build())
            .verifier(TokenVerifier.builder().clock(clock))
            .toleratingReplays()
            .build()) {
      assertEquals(POOL.id(), assertAccepted(verify(both, token())).environment());
      assertEquals(
          "us-east-1_Other",
          assertAccepted(verify(both, idToken(other, clock).audience("another"))).environment());
      // H3, H12: another pool's client, and another pool's keys.
      assertEquals(new Rejected(Reason.WRONG_APP), verify(both, idToken(other, clock)));
      assertEquals(new Rejected(Reason.INVALID), verify(both, token().signedWith(other.key())));
    }
  }

  @Test
  void tellsWhyNot() {
    TestKey stranger = TestKey.named("stranger", Algorithm.RS256).withKeyId(issuer.kid());

    assertRejected(
        Reason.EXPIRED,
        token()
            .expiresAt(clock.instant())
            .without("iat")
            .expiresAt(clock.instant().minusSeconds(60)));
    assertRejected(Reason.WRONG_APP, token().audience("another"));
    assertRejected(Reason.INVALID, token().signedWith(stranger));
    assertRejected(Reason.INVALID, token().issuer("https://other.example"));
    assertRejected(Reason.INVALID, token().claim("token_use", "access"));
    assertRejected(Reason.INVALID, token().without("exp"));
    assertEquals(
        new Rejected(Reason.INVALID), adapter.verify(new CognitoCredential(Secret.of("no token"))));
  }

  @Test
  void tellsPlayersWithoutTheRightsFromOthers() {
    assertEquals(new Rejected(Reason.DENIED), verify(pool().groupsAnyOf("testers"), token()));
    CognitoIssuerBuilder accesses =
        CognitoIssuer.of(POOL).accessTokens().client(CLIENT).keys(issuer.keySource());
    assertEquals(
        new Rejected(Reason.WRONG_APP),
        verify(accesses, accessToken(issuer, clock).claim("client_id", "another")));
    assertEquals(new Rejected(Reason.INVALID), verify(accesses, machineToken(issuer, clock)));
    assertAccepted(verify(accesses, accessToken(issuer, clock)));
    assertEquals(
        new Rejected(Reason.DENIED),
        verify(accesses.scopesAnyOf("lobby/host"), accessToken(issuer, clock)));
  }

  @Test
  void deniesRevokedTokens() {
    try (CognitoAdapter revoking =
        CognitoAdapter.of(pool().build())
            .verifier(TokenVerifier.builder().clock(clock).revocations(mark -> true))
            .toleratingReplays()
            .build()) {
      assertEquals(new Rejected(Reason.DENIED), verify(revoking, token()));
    }
  }

  @Test
  void takesATokenOnceUntilItIsDead() throws Exception {
    TestToken token = token();
    String text = token.signed();
    CognitoCredential credential = new CognitoCredential(Secret.of(text));

    List<PlatformVerdict> verdicts = StartGate.together(8, i -> () -> adapter.verify(credential));

    assertEquals(1, verdicts.stream().filter(Accepted.class::isInstance).count());
    assertEquals(7, verdicts.stream().filter(new Rejected(Reason.REPLAYED)::equals).count());
    clock.advance(Duration.ofHours(1).plusSeconds(29)); // the last second of the leeway
    assertEquals(new Rejected(Reason.REPLAYED), adapter.verify(credential));
    clock.advance(Duration.ofSeconds(1));
    assertEquals(new Rejected(Reason.EXPIRED), adapter.verify(credential));
  }

  @Test
  void notesNothingThatWasNotProved() {
    TestToken token = token();
    String[] parts = token.signed().split("\\.");
    adapter.verify(new CognitoCredential(Secret.of(parts[0] + "." + parts[1] + ".AAAA")));

    assertAccepted(adapter.verify(new CognitoCredential(Secret.of(String.join(".", parts)))));
  }

  @Test
  void takesATokenAgainWhereThatWasSaid() {
    try (CognitoAdapter tolerant = adapter(pool()).toleratingReplays().build()) {
      TestToken token = token();
      assertAccepted(verify(tolerant, token));
      assertAccepted(verify(tolerant, token));
    }
  }

  @Test
  void decidesNothingWithoutKeysOrStore() {
    OnceStore broken =
        new OnceStore() {
          @Override
          public boolean claim(OnceKey key, String payload, Instant now, Instant expiresAt) {
            throw new StoreException("down", new IllegalStateException());
          }

          @Override
          public Optional<String> consume(OnceKey key, Instant now) {
            throw new AssertionError();
          }

          @Override
          public int purge(Instant now, int most) {
            throw new AssertionError();
          }
        };
    try (CognitoAdapter withoutStore = adapter(pool()).replays(broken).build();
        TestUpstream upstream = TestUpstream.start().keySetStatus(500);
        CognitoAdapter withoutKeys =
            adapter(CognitoIssuer.of(POOL).idTokens().client(CLIENT).jwks(upstream.jwksUrl()))
                .replays(once)
                .build()) {
      Undecided store = assertInstanceOf(Undecided.class, verify(withoutStore, token()));
      assertEquals(Cause.OUTAGE, store.cause());
      Undecided keys = assertInstanceOf(Undecided.class, verify(withoutKeys, token()));
      assertEquals(Cause.OUTAGE, keys.cause());
      assertTrue(keys.retryAfter().compareTo(Duration.ZERO) > 0);

      upstream.keySet(issuer.jwks());
      clock.advance(Duration.ofMinutes(2));
      assertAccepted(verify(withoutKeys, token()));
    }
  }

  @Test
  void fetchesKeysBeforeTheFirstPlayerComes() {
    try (TestUpstream upstream = TestUpstream.start().keySet(issuer.jwks());
        CognitoAdapter fetching =
            adapter(CognitoIssuer.of(POOL).idTokens().client(CLIENT).jwks(upstream.jwksUrl()))
                .replays(once)
                .build()) {
      fetching.warmUp().toCompletableFuture().join();
      assertEquals(1, upstream.requests());
      assertAccepted(verify(fetching, token()));
      assertEquals(1, upstream.requests());
    }
  }

  @Test
  void complainsOfWhatDoesNotFitTogether() {
    assertComplaint("pools: none (expected: at least 1)", CognitoAdapter::of);
    assertComplaint(
        "pool: eu-west-1_AbCdEf123 takes machines (expected: tokens of players alone)",
        () ->
            CognitoAdapter.of(
                CognitoIssuer.of(POOL)
                    .accessTokens()
                    .client(CLIENT)
                    .allowingMachineTokens()
                    .build()));
    assertComplaint(
        "replays: not said (expected: replays(…), or toleratingReplays())",
        () -> adapter(pool()).build());
    assertComplaint(
        "replays: both said (expected: replays(…), or toleratingReplays())",
        () -> adapter(pool()).replays(once).toleratingReplays().build());
    assertComplaint(
        "verifier: trusts others, too (expected: a builder without issuers)",
        () ->
            CognitoAdapter.of(pool().build())
                .verifier(
                    TokenVerifier.builder()
                        .trust(
                            TrustedIssuer.named("https://other.example")
                                .anyAudience()
                                .keys(issuer.keySource())
                                .build()))
                .replays(once)
                .build());
  }

  @Test
  void showsNoToken() {
    String text = token().signed();

    assertTrue(!new CognitoCredential(Secret.of(text)).toString().contains(text.substring(0, 9)));
  }
}
