// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static io.github.gameauth.verify.Verdicts.assertAccepted;
import static io.github.gameauth.verify.Verdicts.assertRejected;
import static io.github.gameauth.verify.Verdicts.assertUndecided;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.revocation.RevocationView;
import io.github.gameauth.revocation.TokenMark;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection.Reason;
import io.github.gameauth.verify.Verification.Accepted;
import io.github.gameauth.verify.Verification.Rejected;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The verifier as a whole. Attacks have classes of their own: {@code TokenVerifier…Test}. */
final class TokenVerifierTest {
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final RecordingListener listener = new RecordingListener();
  private final CountingKeys keys = new CountingKeys(issuer.keySource());

  private VerifierBuilder builder() {
    return TokenVerifier.builder()
        .clock(clock)
        .listener(listener)
        .trust(TestTrust.in(issuer).keys(keys).build());
  }

  private TokenVerifier revoking(RevocationView view) {
    return builder().revocations(view).build();
  }

  @Nested
  @DisplayName("An accepted token")
  class AcceptedToken {
    @Test
    void namesThePlayer() {
      String token = issuer.token().subject("p-42").claim("sid", "s-1").claim("level", 7).signed();

      VerifiedPlayer player = assertAccepted(builder().build().verify(token));

      assertEquals("p-42", player.subject());
      assertEquals(issuer.name(), player.issuer());
      assertEquals("s-1", player.sessionId().orElseThrow());
      assertEquals(clock.instant().plusSeconds(600), player.expiresAt().orElseThrow());
      assertEquals(7L, player.claims().number("level").orElseThrow());
      assertEquals(issuer.kid(), player.claims().keyId().orElseThrow());
    }

    @Test
    void isWorthAPlayerToWhoLikesExceptions() {
      Verification verdict = builder().build().verify(issuer.token().signed());

      assertSame(assertAccepted(verdict), verdict.orElseThrow());
    }
  }

  @Nested
  @DisplayName("Who likes exceptions")
  class Exceptions {
    @Test
    void learnsWhyATokenWasRefusedWithoutAStackTrace() {
      Verification verdict =
          builder().build().verify(issuer.token().audience("secret-audience").signed());

      TokenRefusedException refused =
          assertThrows(TokenRefusedException.class, verdict::orElseThrow);

      assertEquals(Reason.CLAIM, refused.rejection().reason());
      assertEquals("aud", refused.rejection().claim());
      assertEquals(0, refused.getStackTrace().length);
      assertFalse(refused.getMessage().contains("secret-audience"));
    }

    @Test
    void isNotToldThatATokenIsBadWhenNobodyKnows() {
      keys.answer(new KeyAnswer.Unavailable(Duration.ofSeconds(9)));
      Verification verdict = builder().build().verify(issuer.token().signed());

      VerificationUndecidedException undecided =
          assertThrows(VerificationUndecidedException.class, verdict::orElseThrow);

      assertEquals(Duration.ofSeconds(9), undecided.retryAfter());
      assertEquals(0, undecided.getStackTrace().length);
    }
  }

  @Nested
  @DisplayName("A revoked token")
  class Revoked {
    @Test
    void isRejected() {
      TokenVerifier verifier = revoking(mark -> mark.subject().equals("p-13"));

      assertRejected("REVOKED", verifier.verify(issuer.token().subject("p-13").signed()));
      assertAccepted(verifier.verify(issuer.token().signed()));
    }

    @Test
    void canBeNamedByAllThatItSays() {
      List<TokenMark> marks = new ArrayList<>();
      TokenVerifier verifier =
          revoking(
              mark -> {
                marks.add(mark);
                return false;
              });
      String player = issuer.name() + "/claims/player";
      long now = clock.instant().getEpochSecond();

      verifier.verify(
          issuer
              .token()
              .claim("jti", "t")
              .claim("sid", "s")
              .claim("auth_time", now - 60)
              .claim(player, Map.of("sep", 3))
              .signed());
      verifier.verify(issuer.token().without("jti").claim(player, Map.of("sep", "3")).signed());

      TokenMark full = marks.get(0);
      assertEquals(issuer.name(), full.issuer());
      assertEquals("p-17", full.subject());
      assertEquals("t", full.tokenId().orElseThrow());
      assertEquals("s", full.sessionId().orElseThrow());
      assertEquals(issuer.kid(), full.keyId().orElseThrow());
      assertEquals(clock.instant().minusSeconds(60), full.startedAt().orElseThrow());
      assertEquals(OptionalLong.of(3), full.sessionEpoch());
      TokenMark sparse = marks.get(1);
      assertTrue(sparse.tokenId().isEmpty() && sparse.sessionId().isEmpty());
      assertEquals(clock.instant(), sparse.startedAt().orElseThrow());
      assertEquals(OptionalLong.empty(), sparse.sessionEpoch());
    }

    @Test
    void canBeNamedByAnEpochThatIsAClaimOfItsOwn() {
      List<TokenMark> marks = new ArrayList<>();
      TokenVerifier verifier =
          TokenVerifier.builder()
              .clock(clock)
              .trust(TestTrust.in(issuer).keys(keys).sessionEpochFrom("gp_sep").build())
              .revocations(
                  mark -> {
                    marks.add(mark);
                    return false;
                  })
              .build();

      verifier.verify(issuer.token().claim("gp_sep", 4).signed());
      verifier.verify(issuer.token().signed());

      assertEquals(OptionalLong.of(4), marks.get(0).sessionEpoch());
      assertEquals(OptionalLong.empty(), marks.get(1).sessionEpoch());
    }

    @Test
    void isLookedForOnlyAmongGoodTokens() {
      List<TokenMark> marks = new ArrayList<>();
      TokenVerifier verifier = revoking(marks::add);

      verifier.verify(issuer.token().signed() + "A");
      verifier.verify(issuer.token().claim("cnf", "x").signed());
      verifier.verify(issuer.token().audience("other").signed());

      assertEquals(List.of(), marks);
    }

    @Test
    void isUndecidedWhenTheViewBreaks() {
      TokenVerifier verifier =
          revoking(
              mark -> {
                throw new IllegalStateException(mark.subject());
              });
      String token = issuer.token().signed();

      assertUndecided(verifier.verify(token));
      assertUndecided(verifier.verifyNow(token));
      assertUndecided(verifier.verifyAsync(token).join());
    }
  }

  @Nested
  @DisplayName("A listener")
  class Listener {
    @Test
    void hearsOfEveryVerdictOnce() {
      TokenVerifier verifier = builder().build();
      String name = issuer.name();

      verifier.verify(issuer.token().signed());
      verifier.verifyNow(issuer.token().audience("other").signed());
      verifier.verifyAsync(issuer.token().issuer("https://stranger.example").signed()).join();
      verifier.verify("not a token");
      verifier.verify(issuer.token().header("kid", "stranger").signed());
      keys.answer(new KeyAnswer.Unavailable(Duration.ofSeconds(1)));
      verifier.verifyNow(issuer.token().signed());

      assertEquals(
          List.of(
              "accepted " + name,
              "rejected " + name + " CLAIM(aud)",
              "rejected unknown CLAIM(iss)",
              "rejected unknown MALFORMED",
              "rejected " + name + " KEY_UNKNOWN",
              "undecided " + name),
          listener.events());
    }

    @Test
    void thatThrowsHarmsNobody() {
      AuthListener broken =
          new AuthListener() {
            @Override
            public void tokenAccepted(String issuer, boolean remembered) {
              throw new IllegalStateException();
            }

            @Override
            public void tokenRejected(String issuer, String reason) {
              throw new NoClassDefFoundError();
            }

            @Override
            public void clockWentBack(Duration by) {
              throw new UnsupportedOperationException();
            }
          };
      TokenVerifier verifier = builder().listener(broken).build();

      assertAccepted(verifier.verify(issuer.token().signed()));
      assertRejected("MALFORMED", verifier.verify("x"));
      clock.jumpWall(Duration.ofHours(-1));
      assertRejected("CLAIM(exp)", verifier.verify(issuer.token().without("exp").signed()));
    }
  }

  @Nested
  @DisplayName("O4: close")
  class Close {
    @Test
    void leavesEveryLaterTokenUndecidedAndAsksNoKeys() {
      TokenVerifier verifier = builder().tokenCache(TokenCacheSettings.DEFAULT).build();
      String token = issuer.token().signed();
      assertAccepted(verifier.verify(token));
      int asked = keys.asked();

      verifier.close();
      verifier.close();

      assertUndecided(verifier.verify(token));
      assertUndecided(verifier.verifyNow(token));
      assertUndecided(verifier.verifyAsync(token).join());
      assertUndecided(verifier.verify("not a token"));
      assertEquals(asked, keys.asked());
      assertEquals(4, listener.count("undecided unknown"));
    }
  }

  @Nested
  @DisplayName("N3: what is printed")
  class Printed {
    @Test
    void isNeverAClaim() {
      TokenVerifier verifier = builder().build();
      Verification accepted = verifier.verify(issuer.token().subject("p-very-private").signed());
      Verification rejected = verifier.verify(issuer.token().audience("p-very-private").signed());

      assertEquals("Accepted[player=VerifiedPlayer(…)]", accepted.toString());
      assertFalse(rejected.toString().contains("p-very-private"), rejected::toString);
    }

    @Test
    void isNotSerialisedEither() {
      for (Class<?> kind :
          List.of(
              Accepted.class,
              Rejected.class,
              VerifiedPlayer.class,
              Claims.class,
              TokenMark.class,
              Secret.class,
              VerificationKey.class)) {
        assertFalse(Serializable.class.isAssignableFrom(kind), kind::getName);
      }
    }
  }
}
