// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Tokens as a user pool writes them, valid at first, and what tests say about verdicts. */
final class PoolTokens {
  static final UserPoolId POOL = UserPoolId.of("eu-west-1_AbCdEf123");
  static final String NAME = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123";
  static final String UPDATED =
      "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123";
  static final String CLIENT = "1h57kf5cpq17m0eml12EXAMPLE";
  static final String SUB = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

  private PoolTokens() {}

  /** A pool's keys and name on a clock. */
  static TestIssuer issuer(InstantSource clock) {
    return TestIssuer.named(NAME).on(clock);
  }

  private static TestToken token(TestIssuer issuer, InstantSource clock) {
    return issuer
        .token()
        .withoutHeader("typ") // as Cognito does
        .subject(SUB)
        .expiresAt(clock.instant().plus(Duration.ofHours(1)))
        .claim("auth_time", clock.instant().getEpochSecond())
        .claim("cognito:groups", List.of("admins", "players"))
        .claim("origin_jti", "11111111-2222-3333-4444-555555555555")
        .claim("event_id", "64f513be-32db-42b0-b78e-b02127b4f463");
  }

  static TestToken idToken(TestIssuer issuer, InstantSource clock) {
    return token(issuer, clock)
        .claim("token_use", "id")
        .audience(CLIENT)
        .claim("cognito:username", "zoe")
        .claim("cognito:roles", List.of("arn:aws:iam::123456789012:role/players"))
        .claim("cognito:preferred_role", "arn:aws:iam::123456789012:role/players")
        .claim("email", "zoe@example.com")
        .claim("email_verified", true)
        .claim("phone_number", "+15550100")
        .claim("phone_number_verified", false)
        .claim("custom:rank", "7")
        .claim("nonce", "n-1")
        .claim("at_hash", "x");
  }

  static TestToken accessToken(TestIssuer issuer, InstantSource clock) {
    return token(issuer, clock)
        .without("aud")
        .claim("token_use", "access")
        .claim("client_id", CLIENT)
        .claim("username", "zoe")
        .claim("scope", "aws.cognito.signin.user.admin lobby/join")
        .claim("device_key", "eu-west-1_99999999-0000-0000-0000-000000000000");
  }

  /** What the client-credentials grant gives. */
  static TestToken machineToken(TestIssuer issuer, InstantSource clock) {
    return token(issuer, clock)
        .without("aud")
        .without("origin_jti")
        .without("cognito:groups")
        .subject(CLIENT)
        .claim("token_use", "access")
        .claim("client_id", CLIENT)
        .claim("scope", "lobby/join")
        .claim("version", 2);
  }

  static VerifiedPlayer assertAccepted(Verification verdict) {
    return assertInstanceOf(Verification.Accepted.class, verdict, () -> code(verdict)).player();
  }

  static void assertVerdict(String code, Verification verdict) {
    assertEquals(code, code(verdict));
  }

  /** {@code ACCEPTED}, {@code UNDECIDED}, or the code of the rejection. */
  static String code(Verification verdict) {
    if (verdict instanceof Verification.Rejected rejected) {
      return rejected.rejection().code();
    }
    return verdict instanceof Verification.Accepted ? "ACCEPTED" : "UNDECIDED";
  }

  /** A mistake in setting us up is complained about in exactly these words. */
  static void assertComplaint(String complaint, Executable mistake) {
    try {
      mistake.execute();
    } catch (IllegalArgumentException | IllegalStateException e) {
      assertEquals(complaint, e.getMessage());
      return;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("no complaint (expected: " + complaint + ")");
  }
}
