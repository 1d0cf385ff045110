// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.TrustedIssuerBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrustedTokenAdapterTest {
  private static final Platform POOL = new Platform("cognito");

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final TrustedTokenAdapter adapter = adapter(verifier(trusted(issuer)));

  @Test
  void acceptsASubjectOfItsIssuer() {
    PlatformVerdict verdict = adapter.verify(credential(issuer.token()));

    assertEquals(
        new Accepted(PlatformIdentity.of(POOL, "eu-1", "p-17", IdScope.PUBLISHER)), verdict);
    assertEquals(POOL, adapter.platform());
    assertEquals(TrustedToken.class, adapter.credentialType());
  }

  @Test
  void takesFurtherFactsOutOfVerifiedClaims() {
    TrustedTokenAdapter telling =
        new TrustedTokenAdapter(
            POOL,
            verifier(trusted(issuer)),
            "eu-1",
            IdScope.PUBLISHER,
            player -> PlatformFacts.NONE.country(player.claims().text("country").orElseThrow()));

    PlatformVerdict verdict = telling.verify(credential(issuer.token().claim("country", "FI")));

    assertEquals(Optional.of("FI"), ((Accepted) verdict).identity().facts().country());
  }

  @Test
  void tellsAnExpiredTokenFromABadOne() {
    TestToken expired = issuer.token();
    clock.advance(Duration.ofMinutes(10).plusSeconds(30)); // its life and the leeway

    assertRejected(Reason.EXPIRED, expired);
    assertRejected(Reason.INVALID, issuer.token().issuer("https://other.example"));
    assertRejected(Reason.INVALID, issuer.token().without("sub"));
    assertRejected(
        Reason.INVALID, issuer.token().signedWith(TestIssuer.named("https://x.example").key()));
    assertRejected(Reason.INVALID, issuer.token().type("at+jwt"));
    assertEquals(
        new Rejected(Reason.INVALID),
        adapter.verify(new TrustedToken(POOL, Secret.of("no token"))));
  }

  @Test
  void tellsATokenThatWasMadeForAnotherGame() {
    assertRejected(Reason.WRONG_APP, issuer.token().audience("other-game"));
    assertRejected(Reason.WRONG_APP, issuer.token().without("aud"));
    for (String claim : List.of("azp", "client_id")) {
      TrustedTokenAdapter party =
          adapter(
              verifier(
                  trusted(issuer)
                      .require((claims, now) -> Optional.of(Rejection.ofClaim(claim, "another")))));
      assertEquals(new Rejected(Reason.WRONG_APP), party.verify(credential(issuer.token())));
    }
  }

  @Test
  void deniesARevokedToken() {
    TrustedTokenAdapter revoking =
        adapter(
            TokenVerifier.builder()
                .clock(clock)
                .trust(trusted(issuer).build())
                .revocations(token -> token.subject().equals("p-17"))
                .build());

    assertEquals(new Rejected(Reason.DENIED), revoking.verify(credential(issuer.token())));
    assertTrue(revoking.verify(credential(issuer.token().subject("p-18"))) instanceof Accepted);
  }

  @Test
  void passesOnThatATokenWasUsedAgain() {
    Rejection replayed = Rejection.of(Rejection.Reason.REPLAYED, "used before");
    TrustedTokenAdapter once =
        adapter(verifier(trusted(issuer).require((claims, now) -> Optional.of(replayed))));

    assertEquals(new Rejected(Reason.REPLAYED), once.verify(credential(issuer.token())));
  }

  @Test
  void isUndecidedWhileTheKeysCannotBeHad() {
    Duration retry = Duration.ofSeconds(17);
    TrustedTokenAdapter keyless =
        adapter(
            verifier(trusted(issuer).keys((algorithm, keyId) -> new KeyAnswer.Unavailable(retry))));

    assertEquals(new Undecided(Cause.OUTAGE, retry), keyless.verify(credential(issuer.token())));
  }

  @Test
  void takesNoTokenThatIsSaidToBeOfAnotherPlatform() {
    TrustedToken other = new TrustedToken(new Platform("oidc"), Secret.of(issuer.token().signed()));

    assertEquals(new Rejected(Reason.WRONG_APP), adapter.verify(other));
  }

  @Test
  void wantsAVerifierOfOneIssuer() {
    // Both name a player p-17, and they are two people.
    TokenVerifier both =
        TokenVerifier.trusting(
            clock,
            trusted(issuer).build(),
            trusted(TestIssuer.named("https://other.example")).build());

    String message = assertThrows(IllegalArgumentException.class, () -> adapter(both)).getMessage();

    assertEquals("verifier: trusts 2 issuers (expected: 1)", message);
  }

  @Test
  void neverSpeaksForGuests() {
    TokenVerifier verifier = verifier(trusted(issuer));

    assertThrows(
        IllegalArgumentException.class,
        () -> new TrustedTokenAdapter(Platform.GUEST, verifier, "", IdScope.GLOBAL));
  }

  @Test
  void takesAnEnvironmentThatStoresCanKeep() {
    TokenVerifier verifier = verifier(trusted(issuer));

    new TrustedTokenAdapter(POOL, verifier, "e".repeat(64), IdScope.GLOBAL);
    assertThrows(
        IllegalArgumentException.class,
        () -> new TrustedTokenAdapter(POOL, verifier, "e".repeat(65), IdScope.GLOBAL));
  }

  @Test
  void showsNoTokenAndNobody() { // N1
    TrustedToken credential = credential(issuer.token());
    String shown = credential + " " + adapter.verify(credential) + " " + credential.signedPart();

    assertFalse(shown.contains(credential.token().reveal().substring(0, 10)), shown);
    assertFalse(shown.contains("p-17"), shown);
  }

  @Test
  void namesTheSignedPartOfAToken() {
    Secret token = Secret.of("head.body.signature");

    assertEquals(Secret.of("head.body"), new TrustedToken(POOL, token).signedPart());
    for (String odd : new String[] {"no token", ".x", "x"}) {
      Secret text = Secret.of(odd);
      assertEquals(text, new TrustedToken(POOL, text).signedPart());
    }
  }

  private void assertRejected(Reason reason, TestToken token) {
    assertEquals(new Rejected(reason), adapter.verify(credential(token)));
  }

  private static TrustedToken credential(TestToken token) {
    return new TrustedToken(POOL, Secret.of(token.signed()));
  }

  private static TrustedTokenAdapter adapter(TokenVerifier verifier) {
    return new TrustedTokenAdapter(POOL, verifier, "eu-1", IdScope.PUBLISHER);
  }

  private TokenVerifier verifier(TrustedIssuerBuilder trusted) {
    return TokenVerifier.trusting(clock, trusted.build());
  }

  private static TrustedIssuerBuilder trusted(TestIssuer issuer) {
    return TrustedIssuer.named(issuer.name()).audience("my-game").keys(issuer.keySource());
  }
}
