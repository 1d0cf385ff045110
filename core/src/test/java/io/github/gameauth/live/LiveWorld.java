// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.StalePolicy;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An issuer, a feed of what it revoked, and what a registry tells; connections are texts. Time
 * stands still until a test moves it.
 */
final class LiveWorld implements AutoCloseable {
  /** How long the tokens live. */
  static final Duration LIFE = Duration.ofMinutes(10);

  final TestClock clock = TestClock.at("2030-01-01T12:00:00.250Z");
  final TestScheduler scheduler = new TestScheduler(clock);
  final TestIssuer issuer;
  final Instant later = clock.instant().plus(Duration.ofDays(1));

  /** What the listener heard, as {@code soon c1} and {@code EXPIRED c1}. */
  final List<String> told = Collections.synchronizedList(new ArrayList<>());

  /** What an {@link AuthListener} heard. */
  final List<String> events = Collections.synchronizedList(new ArrayList<>());

  private final List<Revocation> revocations = new CopyOnWriteArrayList<>();
  private final Map<String, TokenVerifier> verifiers = new ConcurrentHashMap<>();
  private volatile boolean outage;
  final RevocationFeed feed;

  LiveWorld() {
    this(TestIssuer.NAME, StalePolicy.CONTINUE);
  }

  LiveWorld(String name, StalePolicy policy) {
    this.issuer = TestIssuer.named(name).signingBy(Algorithm.ES256).on(clock);
    this.feed =
        RevocationFeed.following(cursor -> page())
            .issuer(name)
            .clock(clock)
            .ticker(clock)
            .scheduler(scheduler)
            .whenStale(policy)
            .build();
    clock.advance(Duration.ZERO);
  }

  private RevocationPage page() {
    if (outage) {
      throw new IllegalStateException("out");
    }
    return new RevocationPage(
        List.copyOf(revocations), new RevocationCursor(clock.instant()), true);
  }

  /** The source answers no more. */
  void beginOutage() {
    outage = true;
  }

  /** Puts it where the feed reads, and lets the feed read and tell. */
  void revoke(Revocation revocation) {
    learn(revocation);
    clock.advance(Duration.ZERO);
  }

  void revoke(RevocationKind kind, String target) {
    revoke(Revocation.of(kind, target, later));
  }

  /** Lets the feed know, and not yet tell. */
  void learn(Revocation revocation) {
    revocations.add(revocation);
    feed.refreshNow();
  }

  /** A registry on this world's clock. */
  ConnectionRegistryBuilder<String> registry() {
    return ConnectionRegistry.telling(listener())
        .clock(clock)
        .ticker(clock)
        .scheduler(scheduler)
        .listener(authListener())
        .revocations(feed);
  }

  private LeaseListener<String> listener() {
    return new LeaseListener<>() {
      @Override
      public void endsSoon(SessionLease<String> lease) {
        told.add("soon " + lease.connection());
      }

      @Override
      public void ended(SessionLease<String> lease, LeaseEnd why) {
        told.add(why.code() + " " + lease.connection());
      }
    };
  }

  private AuthListener authListener() {
    return new AuthListener() {
      @Override
      public void leaseOpened() {
        events.add("opened");
      }

      @Override
      public void leaseRenewed() {
        events.add("renewed");
      }

      @Override
      public void leaseEnded(String cause) {
        events.add("ended " + cause);
      }
    };
  }

  /** A token of p-17 in session s-1, for {@link #LIFE}. */
  TestToken token() {
    return issuer.token().claim("sid", "s-1").expiresAt(clock.instant().plus(LIFE));
  }

  /** Whom a token proves. */
  VerifiedPlayer player(TestToken token) {
    return verifiers
        .computeIfAbsent(issuer.kid(), any -> verifier())
        .verify(token.signed())
        .orElseThrow();
  }

  private TokenVerifier verifier() {
    return TokenVerifier.builder()
        .clock(clock)
        .provider(SignatureProvider.platform())
        .trust(
            TrustedIssuer.named(issuer.name())
                .audience("my-game")
                .algorithms(Algorithm.ES256)
                .keys(issuer.keySource())
                .sessionEpochFrom("sep")
                .build())
        .build();
  }

  VerifiedPlayer player() {
    return player(token());
  }

  VerifiedPlayer player(String subject, String session) {
    return player(token().subject(subject).claim("sid", session));
  }

  static <C> SessionLease<C> opened(LeaseAnswer<C> answer) {
    if (answer instanceof LeaseAnswer.Opened<C> opened) {
      return opened.lease();
    }
    throw new AssertionError(answer.toString());
  }

  static LeaseEnd refused(LeaseAnswer<?> answer) {
    return assertInstanceOf(LeaseAnswer.Refused.class, answer).why();
  }

  @Override
  public void close() {
    feed.close();
  }
}
