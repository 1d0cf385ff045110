// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.revocation.RevocationFeedBuilder;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.RevocationsUnavailableException;
import io.github.gameauth.revocation.StalePolicy;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.token.Rejection.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** K8 and L16 to L18: a verifier that remembers tokens, and a feed that tells it which are dead. */
final class RevocationEndToEndTest {
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestScheduler scheduler = new TestScheduler(clock);
  private final TestIssuer issuer = TestIssuer.create(clock);
  private final TestIssuer other = TestIssuer.named("https://other.example").on(clock);
  private final Instant later = clock.instant().plus(Duration.ofHours(1));
  private final List<Revocation> store = new ArrayList<>();
  private final RecordingListener events = new RecordingListener();
  private final List<AutoCloseable> open = new ArrayList<>();
  private boolean storeFails;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private RevocationFeedBuilder feed() {
    return RevocationFeed.following(
            cursor -> {
              if (storeFails) {
                throw new RevocationsUnavailableException("down");
              }
              return new RevocationPage(store, new RevocationCursor(clock.instant()), true);
            })
        .issuer(issuer.name())
        .clock(clock)
        .ticker(clock)
        .random(() -> -1)
        .scheduler(scheduler);
  }

  private TokenVerifier verifier(RevocationFeedBuilder builder) {
    RevocationFeed feed = builder.build();
    TokenVerifier verifier =
        TokenVerifier.builder()
            .trust(TestTrust.in(issuer).build(), TestTrust.in(other).build())
            .revocations(feed)
            .tokenCache(TokenCacheSettings.DEFAULT)
            .listener(events)
            .clock(clock)
            .ticker(clock)
            .build();
    open.add(feed);
    open.add(verifier);
    clock.advance(Duration.ZERO);
    return verifier;
  }

  /** A token of a session as our own minter writes them. */
  private TestToken token(long epoch) {
    return issuer
        .token()
        .claim("jti", "t-1")
        .claim("sid", "s-1")
        .claim("auth_time", clock.instant().getEpochSecond())
        .claim(issuer.name() + "/claims/player", Map.of("sep", epoch));
  }

  private static void assertAccepted(Verification verdict) {
    assertInstanceOf(Verification.Accepted.class, verdict);
  }

  private static void assertRevoked(Verification verdict) {
    assertEquals(
        Reason.REVOKED,
        assertInstanceOf(Verification.Rejected.class, verdict).rejection().reason());
  }

  @ParameterizedTest
  @EnumSource(RevocationKind.class)
  void endsATokenThatIsRemembered(RevocationKind kind) { // K8
    TokenVerifier verifier = verifier(feed());
    String token = token(7).signed();
    assertAccepted(verifier.verify(token));
    assertAccepted(verifier.verify(token));
    assertEquals(1, events.count("accepted " + issuer.name() + " remembered"));
    String target =
        switch (kind) {
          case SUBJECT -> "p-17";
          case SESSION -> "s-1";
          case TOKEN -> "t-1";
          case KEY -> issuer.kid();
          case ISSUER -> issuer.name();
        };
    store.add(Revocation.of(kind, target, later));

    clock.advance(PERIOD);

    assertRevoked(verifier.verify(token));
    assertRevoked(verifier.verifyNow(token));
    assertRevoked(verifier.verifyAsync(token).join());
    assertRevoked(verifier.verify(token.getBytes(US_ASCII)));
  }

  @Test
  void endsSessionsOfLowerEpochsAndTokensThatHaveNone() {
    TokenVerifier verifier = verifier(feed());
    String old = token(6).signed();
    String without = token(6).without(issuer.name() + "/claims/player").signed();
    String strange = token(6).claim(issuer.name() + "/claims/player", Map.of("sep", "8")).signed();
    String fresh = token(7).claim("jti", "t-2").signed();
    for (String each : List.of(old, without, strange, fresh)) {
      assertAccepted(verifier.verify(each));
    }
    store.add(Revocation.beforeEpoch(RevocationKind.SUBJECT, "p-17", 7, later));

    clock.advance(PERIOD);

    assertRevoked(verifier.verify(old));
    assertRevoked(verifier.verify(without));
    assertRevoked(verifier.verify(strange));
    assertAccepted(verifier.verify(fresh));
  }

  @Test
  void endsSessionsByTheirBeginningHoweverOftenTheyWereRefreshed() {
    TokenVerifier verifier = verifier(feed());
    Instant cutOff = clock.instant();
    store.add(Revocation.upTo(RevocationKind.SUBJECT, "p-17", cutOff, later));
    clock.advance(PERIOD);

    String refreshed = token(1).claim("auth_time", cutOff.getEpochSecond()).signed();
    String after = token(1).claim("auth_time", cutOff.getEpochSecond() + 1).signed();
    String timeless = token(1).without("auth_time").without("iat").signed();

    assertRevoked(verifier.verify(refreshed));
    assertAccepted(verifier.verify(after));
    assertRevoked(verifier.verify(timeless));
  }

  @Test
  void endsATokenHoweverItIsSpelt() { // L16: by its jti, not by its text
    TokenVerifier verifier = verifier(feed());
    store.add(Revocation.of(RevocationKind.TOKEN, "t-1", later));
    clock.advance(PERIOD);

    assertRevoked(verifier.verify(token(7).signed()));
    assertRevoked(verifier.verify(token(7).claim("more", "than before").signed()));
  }

  @Test
  void leavesTokensOfOtherIssuersAlone() {
    TokenVerifier verifier = verifier(feed());
    store.add(Revocation.of(RevocationKind.SUBJECT, "p-17", later));
    clock.advance(PERIOD);

    assertAccepted(verifier.verify(other.token().signed()));
  }

  @Test
  void isUndecidedWhileNobodyKnowsIfItFailsClosed() {
    TokenVerifier verifier = verifier(feed().whenStale(StalePolicy.FAIL_CLOSED));
    String token = token(7).signed();
    assertAccepted(verifier.verify(token));
    storeFails = true;
    clock.advance(Duration.ofSeconds(50));
    assertAccepted(verifier.verify(token));

    clock.advance(Duration.ofSeconds(11));

    assertInstanceOf(Verification.Undecided.class, verifier.verify(token));
    assertInstanceOf(Verification.Undecided.class, verifier.verify(token(8).signed()));
    assertAccepted(verifier.verify(other.token().signed()));
    storeFails = false;
    clock.advance(PERIOD);
    assertAccepted(verifier.verify(token));
  }

  @Test
  void staysOpenWhileNobodyKnowsUnlessToldOtherwise() {
    TokenVerifier verifier = verifier(feed());
    storeFails = true;

    clock.advance(Duration.ofMinutes(5));

    assertAccepted(verifier.verify(token(7).signed()));
  }
}
