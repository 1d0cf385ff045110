// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static io.github.gameauth.cognito.PoolTokens.CLIENT;
import static io.github.gameauth.cognito.PoolTokens.POOL;
import static io.github.gameauth.cognito.PoolTokens.SUB;
import static io.github.gameauth.cognito.PoolTokens.accessToken;
import static io.github.gameauth.cognito.PoolTokens.assertAccepted;
import static io.github.gameauth.cognito.PoolTokens.assertComplaint;
import static io.github.gameauth.cognito.PoolTokens.idToken;
import static io.github.gameauth.cognito.PoolTokens.machineToken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Typed payloads, for each use of a token. */
final class CognitoClaimsTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = PoolTokens.issuer(clock);

  private CognitoClaims claims(TestToken token) {
    CognitoIssuer pool =
        CognitoIssuer.of(POOL)
            .anyTokenUse()
            .client(CLIENT)
            .allowingMachineTokens()
            .keys(issuer.keySource())
            .build();
    try (TokenVerifier verifier = TokenVerifier.trusting(clock, pool.trustedIssuers())) {
      return CognitoClaims.of(assertAccepted(verifier.verify(token.signed())));
    }
  }

  @Test
  void namesWhatAnIdTokenSays() {
    CognitoClaims claims = claims(idToken(issuer, clock));

    assertEquals(SUB, claims.subject());
    assertEquals(TokenUse.ID, claims.tokenUse());
    assertEquals(Optional.of(CLIENT), claims.client());
    assertEquals(Optional.of("zoe"), claims.userName());
    assertFalse(claims.isMachine());
    assertEquals(List.of("admins", "players"), claims.groups());
    assertEquals(Set.of(), claims.scopes());
    assertEquals(Optional.of("11111111-2222-3333-4444-555555555555"), claims.signInId());
    assertEquals(Optional.of(clock.instant()), claims.signedInAt());
    assertEquals(Optional.empty(), claims.deviceKey());
    assertEquals(Optional.of("zoe@example.com"), claims.verifiedEmail());
    assertEquals(Optional.empty(), claims.verifiedPhoneNumber());
    assertEquals(List.of("arn:aws:iam::123456789012:role/players"), claims.roles());
    assertEquals(Optional.of("arn:aws:iam::123456789012:role/players"), claims.preferredRole());
    assertEquals(Optional.of("7"), claims.attribute("custom:rank"));
    assertEquals(Optional.of("n-1"), claims.all().text("nonce"));
  }

  @Test
  void namesWhatAnAccessTokenSays() {
    CognitoClaims claims = claims(accessToken(issuer, clock));

    assertEquals(TokenUse.ACCESS, claims.tokenUse());
    assertEquals(Optional.of(CLIENT), claims.client());
    assertEquals(Optional.of("zoe"), claims.userName());
    assertEquals(Set.of("aws.cognito.signin.user.admin", "lobby/join"), claims.scopes());
    assertEquals(Optional.of("eu-west-1_99999999-0000-0000-0000-000000000000"), claims.deviceKey());
    assertEquals(Optional.empty(), claims.verifiedEmail());
    assertEquals(List.of(), claims.roles());
    assertFalse(claims.isMachine());
  }

  @Test
  void knowsAMachine() {
    CognitoClaims claims = claims(machineToken(issuer, clock));

    assertTrue(claims.isMachine());
    assertEquals(Optional.empty(), claims.userName());
    assertEquals(List.of(), claims.groups());
    assertEquals(Optional.empty(), claims.signInId());
  }

  @Test
  void handsOutNoAddressThatIsNotVerified() {
    assertEquals(
        Optional.empty(),
        claims(idToken(issuer, clock).claim("email_verified", false)).verifiedEmail());
    assertEquals(
        Optional.empty(), claims(idToken(issuer, clock).without("email_verified")).verifiedEmail());
  }

  @Test
  void takesNoOtherIssuersTokens() {
    try (TokenVerifier verifier =
        TokenVerifier.trusting(
            clock,
            TrustedIssuer.named(issuer.name())
                .audience("my-game")
                .keys(issuer.keySource())
                .build())) {
      assertComplaint(
          "player: without token_use (expected: one of a CognitoIssuer)",
          () -> CognitoClaims.of(assertAccepted(verifier.verify(issuer.token().signed()))));
    }
  }

  @Test
  void printsNothing() {
    assertEquals("CognitoClaims(…)", claims(idToken(issuer, clock)).toString());
  }
}
