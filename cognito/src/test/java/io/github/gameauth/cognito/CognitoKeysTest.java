// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static io.github.gameauth.cognito.PoolTokens.CLIENT;
import static io.github.gameauth.cognito.PoolTokens.NAME;
import static io.github.gameauth.cognito.PoolTokens.POOL;
import static io.github.gameauth.cognito.PoolTokens.UPDATED;
import static io.github.gameauth.cognito.PoolTokens.accessToken;
import static io.github.gameauth.cognito.PoolTokens.assertAccepted;
import static io.github.gameauth.cognito.PoolTokens.assertVerdict;
import static io.github.gameauth.cognito.PoolTokens.idToken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools whose key sets come over HTTP. Requests are counted. */
@Timeout(60)
final class CognitoKeysTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = PoolTokens.issuer(clock);
  private final TestUpstream upstream = TestUpstream.start().keySet(issuer.jwks());
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    upstream.close();
  }

  private CognitoIssuerBuilder pool() {
    return CognitoIssuer.of(POOL).idTokens().client(CLIENT).jwks(upstream.jwksUrl());
  }

  private TokenVerifier verifier(CognitoIssuerBuilder... pools) {
    var builder =
        TokenVerifier.builder().clock(clock).ticker(clock).waitForKeys(Duration.ofSeconds(10));
    for (CognitoIssuerBuilder pool : pools) {
      builder.trust(pool.build().trustedIssuers());
    }
    TokenVerifier verifier = builder.build();
    open.add(verifier);
    return verifier;
  }

  private String token() {
    return idToken(issuer, clock).signed();
  }

  @Test
  void areFetchedOnceForAllTokens() { // the cache; the override of its address
    TokenVerifier verifier = verifier(pool());

    for (int i = 0; i < 10; i++) {
      assertAccepted(verifier.verify(token()));
    }

    assertEquals(1, upstream.requests());
  }

  @Test
  void areFetchedAgainForANewKey() { // kid unknown: once more
    TokenVerifier verifier = verifier(pool());
    assertAccepted(verifier.verify(token()));
    issuer.rotate();
    upstream.keySet(issuer.jwks());
    clock.advance(Duration.ofSeconds(30));

    assertAccepted(verifier.verify(token()));
    assertEquals(2, upstream.requests());
  }

  @Test
  void areNotFetchedForEveryMadeUpKeyId() { // the penalty box, K1
    TokenVerifier verifier = verifier(pool());
    assertAccepted(verifier.verify(token()));
    TestKey stranger = TestKey.named("stranger", Algorithm.RS256);
    for (int i = 0; i < 50; i++) {
      verifier.verify(
          idToken(issuer, clock).signedWith(stranger.withKeyId("made-up-" + i)).signed());
    }

    assertTrue(upstream.requests() <= 3, () -> upstream.requests() + " requests");
    assertAccepted(verifier.verify(token()));
  }

  @Test
  void areNotFetchedForTokensThatComeToNothingAnyway() { // K3
    TokenVerifier verifier = verifier(pool());

    assertVerdict("CLAIM(iss)", verifier.verify(idToken(issuer, clock).issuer("x").signed()));
    assertVerdict("CLAIM(aud)", verifier.verify(idToken(issuer, clock).audience("x").signed()));
    assertVerdict("CLAIM(exp)", verifier.verify(idToken(issuer, clock).without("exp").signed()));

    assertEquals(0, upstream.requests());
  }

  @Test
  void areFetchedAtWarmUpForTheFirstNameAlone() { // hydrate
    TokenVerifier verifier = verifier(pool().replicaIn(AwsRegion.of("us-west-2")));

    verifier.warmUp().toCompletableFuture().join();

    assertEquals(1, upstream.requests());
    assertAccepted(verifier.verify(token()));
    assertEquals(1, upstream.requests());
    assertAccepted(verifier.verify(idToken(issuer, clock).issuer(UPDATED).signed()));
    assertEquals(2, upstream.requests());
  }

  @Test
  void leaveEverythingUndecidedWhileTheyCannotBeHad() { // an outage is no verdict
    upstream.keySetStatus(503);
    TokenVerifier verifier = verifier(pool());

    assertVerdict("UNDECIDED", verifier.verify(token()));
  }

  @Test
  void mayBeSeeded() { // cacheJwks
    upstream.keySetStatus(503);
    TokenVerifier verifier = verifier(pool().seedKeys(issuer.jwks()));

    assertAccepted(verifier.verifyNow(token())); // verifySync
    assertVerdict("UNDECIDED", verifier.verify(idToken(issuer, clock).issuer(UPDATED).signed()));
  }

  @Test
  void areDifferentForTheTwoTokensOfASignIn() {
    TestKey id = issuer.key();
    issuer.rotate();
    upstream.keySet(issuer.jwks());
    TokenVerifier verifier =
        verifier(CognitoIssuer.of(POOL).anyTokenUse().client(CLIENT).jwks(upstream.jwksUrl()));

    assertAccepted(verifier.verify(idToken(issuer, clock).signedWith(id).signed()));
    assertAccepted(verifier.verify(accessToken(issuer, clock).signed()));
    assertEquals(1, upstream.requests());
  }

  @Test
  void countForTheirOwnPoolAlone() { // several pools in one verifier; H3
    String otherName = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other";
    TestIssuer other = TestIssuer.named(otherName).on(clock);
    upstream.answer("/other", TestUpstream.json(other.jwks()));
    TokenVerifier verifier =
        verifier(
            pool(),
            CognitoIssuer.of(UserPoolId.of("us-east-1_Other"))
                .accessTokens()
                .client("other-client")
                .jwks(upstream.url("/other")));

    assertEquals(NAME, assertAccepted(verifier.verify(token())).issuer());
    assertEquals(
        otherName,
        assertAccepted(
                verifier.verify(
                    accessToken(other, clock).claim("client_id", "other-client").signed()))
            .issuer());
    // Each under its own rules, and with its own keys.
    assertVerdict(
        "CLAIM(token_use)",
        verifier.verify(idToken(other, clock).audience("other-client").signed()));
    assertVerdict(
        "KEY_UNKNOWN", verifier.verify(idToken(issuer, clock).signedWith(other.key()).signed()));
  }

  @Test
  void ofAnEmulatorGoWithItsOnlyName() {
    String name = upstream.url("/local_2haKcAe0").toString();
    TestIssuer emulator = TestIssuer.named(name).on(clock);
    upstream.answer("/local_2haKcAe0/.well-known/jwks.json", TestUpstream.json(emulator.jwks()));
    TokenVerifier verifier =
        verifier(
            CognitoIssuer.of(UserPoolId.of("local_2haKcAe0"))
                .idTokens()
                .client(CLIENT)
                .onlyIssuer(name));

    assertAccepted(verifier.verify(idToken(emulator, clock).signed()));
  }

  @Test
  void ofAnIdentityPoolAreCoresOwnMatter() { // RS512, another issuer
    TestIssuer identities =
        TestIssuer.named("https://cognito-identity.amazonaws.com")
            .on(clock)
            .signingBy(Algorithm.RS512);
    upstream.keySet(identities.jwks());
    TokenVerifier verifier =
        TokenVerifier.trusting(
            clock,
            TrustedIssuer.named("https://cognito-identity.amazonaws.com")
                .algorithms(Algorithm.RS512)
                .audience("eu-west-1:12345678-1234-1234-1234-123456789012")
                .jwks(upstream.jwksUrl())
                .build());
    open.add(verifier);

    assertAccepted(
        verifier.verify(
            identities
                .token()
                .audience("eu-west-1:12345678-1234-1234-1234-123456789012")
                .claim("amr", List.of("authenticated"))
                .signed()));
  }
}
