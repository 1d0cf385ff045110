// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static io.github.gameauth.cognito.PoolTokens.CLIENT;
import static io.github.gameauth.cognito.PoolTokens.NAME;
import static io.github.gameauth.cognito.PoolTokens.POOL;
import static io.github.gameauth.cognito.PoolTokens.SUB;
import static io.github.gameauth.cognito.PoolTokens.UPDATED;
import static io.github.gameauth.cognito.PoolTokens.accessToken;
import static io.github.gameauth.cognito.PoolTokens.assertAccepted;
import static io.github.gameauth.cognito.PoolTokens.assertVerdict;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.TokenMark;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.verify.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sign-outs, which a verifier of tokens hears of through its revocations and not otherwise. */
final class CognitoRevocationTest {
  private static final String SIGN_IN = "11111111-2222-3333-4444-555555555555";

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = PoolTokens.issuer(clock);
  private final List<Revocation> revoked = new ArrayList<>();
  private final CognitoIssuer pool =
      CognitoIssuer.of(POOL).accessTokens().client(CLIENT).keys(issuer.keySource()).build();
  private final Instant later = clock.instant().plus(Duration.ofHours(1));
  private final RevocationFeed feed =
      RevocationFeed.following(
              cursor -> new RevocationPage(revoked, new RevocationCursor(clock.instant()), true))
          .issuer(NAME)
          .clock(clock)
          .ticker(clock)
          .scheduler(new TestScheduler(clock))
          .build();
  private final TokenVerifier verifier =
      TokenVerifier.builder()
          .trust(pool.trustedIssuers())
          .revocations(pool.revocations(NAME, feed))
          .clock(clock)
          .ticker(clock)
          .build();

  @BeforeEach
  void begin() {
    clock.advance(Duration.ZERO);
  }

  @AfterEach
  void close() {
    verifier.close();
    feed.close();
  }

  private void revoke(Revocation revocation) {
    revoked.add(revocation);
    clock.advance(Duration.ofSeconds(15));
  }

  private TestToken token() {
    return accessToken(issuer, clock);
  }

  @Test
  void endASignInWithAllItsTokensUnderEveryName() {
    String one = token().signed();
    String refreshed = token().claim("jti", "another").issuer(UPDATED).signed();
    String other = token().claim("origin_jti", "another").signed();
    assertAccepted(verifier.verify(one));

    revoke(Revocation.of(RevocationKind.SESSION, SIGN_IN, later));

    assertVerdict("REVOKED", verifier.verify(one));
    assertVerdict("REVOKED", verifier.verify(refreshed));
    assertAccepted(verifier.verify(other));
  }

  @Test
  void endAllSignInsOfAPlayerUpToATime() {
    String before = token().signed();

    revoke(Revocation.upTo(RevocationKind.SUBJECT, SUB, clock.instant(), later));

    assertVerdict("REVOKED", verifier.verify(before));
    assertAccepted(verifier.verify(token().signed())); // signed in again since
  }

  @Test
  void areAskedOfOthersAsTheyAre() {
    TokenMark mark =
        TokenMark.of(
            "https://other.example",
            "s",
            Optional.of("i"),
            Optional.of("t"),
            Optional.of("k"),
            Optional.of(later),
            OptionalLong.of(3));
    List<TokenMark> asked = new ArrayList<>();

    pool.revocations("name", asked::add).revokes(mark);
    pool.revocations("name", asked::add)
        .revokes(
            TokenMark.of(
                UPDATED,
                "s",
                Optional.of("i"),
                Optional.of("t"),
                Optional.of("k"),
                Optional.of(later),
                OptionalLong.of(3)));

    assertEquals(mark, asked.get(0));
    TokenMark renamed = asked.get(1);
    assertEquals("name", renamed.issuer());
    assertEquals(mark.subject(), renamed.subject());
    assertEquals(mark.sessionId(), renamed.sessionId());
    assertEquals(mark.tokenId(), renamed.tokenId());
    assertEquals(mark.keyId(), renamed.keyId());
    assertEquals(mark.startedAt(), renamed.startedAt());
    assertEquals(mark.sessionEpoch(), renamed.sessionEpoch());
    assertEquals("TokenMark(…)", renamed.toString());
  }
}
