// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessChecks;
import io.github.gameauth.access.AccessRequest;
import io.github.gameauth.access.CountryPolicy;
import io.github.gameauth.access.CountryResolver;
import io.github.gameauth.access.Edge;
import io.github.gameauth.access.EdgeGate;
import io.github.gameauth.access.EdgeRequest;
import io.github.gameauth.access.FailurePolicy;
import io.github.gameauth.access.ModerationCheck;
import io.github.gameauth.access.OriginSecret;
import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.testing.LeakSearch;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.verify.SignedRevocations;
import io.github.gameauth.verify.TrustedIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** I9 and N1 for checks, the edge, and what was revoked. */
final class AccessLogsNoSecretsTest {
  private static final GameId GAME = new GameId("lostsky");

  private final LeakSearch evidence = new LeakSearch();
  private final SecretGenerator generator = new SecretGenerator();
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestScheduler scheduler = new TestScheduler(clock);

  @AfterEach
  void close() {
    evidence.close();
  }

  private String hidden() {
    String secret = generator.secret().reveal();
    evidence.hide(secret);
    return secret;
  }

  private void assertNothingLeaked() {
    assertTrue(evidence.lines() > 0);
    assertEquals(Optional.empty(), evidence.leak());
  }

  @Test
  void checksTellNothingOfPlayersAndOfWhatHooksThrow() {
    String account = hidden().toLowerCase(Locale.ROOT).substring(0, 30);
    evidence.hide(account);
    AccessRequest request =
        new AccessRequest(
            Account.fresh(new AccountId(account), AccountKind.FULL, clock.instant()),
            GAME,
            new ExternalIdentity(new Platform("steam"), "", hidden()),
            PlatformFacts.NONE.owner(hidden()),
            Optional.of("DE"),
            false);
    AccessCheck throwing =
        ModerationCheck.asking(
            "moderation",
            asked -> {
              throw new IllegalStateException(hidden());
            });
    try (AccessChecks checks =
        AccessChecks.builder()
            .listener(evidence.listener())
            .check(throwing, FailurePolicy.open(Duration.ofHours(1)))
            .build()) {
      evidence.show(checks.decide(request));
      evidence.show(checks);
      evidence.show(request);
    }

    assertNothingLeaked();
  }

  @Test
  void theEdgeTellsNothingOfItsSecrets() {
    Secret secret = Secret.of(hidden());
    List<Secret> values = new ArrayList<>(List.of(secret));
    OriginSecret origin =
        OriginSecret.from(() -> values).ticker(clock).executor(Runnable::run).build();
    EdgeGate gate =
        Edge.gate()
            .originSecret(origin)
            .countries(CountryResolver.headers(hidden(), hidden()), CountryPolicy.denyingUnknown())
            .build();
    for (String value : List.of(secret.reveal(), hidden(), "")) {
      EdgeRequest request = name -> List.of(value);
      evidence.showing(() -> gate.judge(request, GAME));
    }
    values.set(0, Secret.of(hidden().substring(1)));
    clock.advance(Duration.ofMinutes(5));
    evidence.showing(() -> gate.judge(EdgeRequest.NONE, GAME));
    evidence.showing(() -> OriginSecret.of(Secret.of(hidden().substring(1))));
    evidence.show(origin);

    assertNothingLeaked();
  }

  @Test
  void revocationsTellNothingOfWhomTheyName() {
    TestIssuer issuer = TestIssuer.create(clock);
    List<Revocation> rows = new ArrayList<>();
    for (RevocationKind kind : RevocationKind.values()) {
      rows.add(Revocation.of(kind, hidden(), clock.instant().plusSeconds(600)));
    }
    boolean[] failing = new boolean[1];
    try (RevocationFeed feed =
        RevocationFeed.following(
                cursor -> {
                  if (failing[0]) {
                    throw new IllegalStateException(hidden());
                  }
                  return new RevocationPage(rows, new RevocationCursor(clock.instant()), true);
                })
            .issuer(issuer.name())
            .maxEntries(1)
            .clock(clock)
            .ticker(clock)
            .scheduler(scheduler)
            .listener(evidence.listener())
            .onRevocation(
                revocation -> {
                  evidence.show(revocation);
                  throw new IllegalStateException(hidden());
                })
            .build()) {
      clock.advance(Duration.ZERO);
      clock.advance(Duration.ZERO);
      failing[0] = true;
      clock.advance(Duration.ofSeconds(90));
      evidence.show(feed);
      evidence.show(feed.state());
    }

    assertNothingLeaked();
  }

  @Test
  void documentsTellNothingOfAddressesAndAnswers() {
    TestIssuer issuer = TestIssuer.create(clock);
    TrustedIssuer trusted =
        TrustedIssuer.named(issuer.name()).audience("my-game").keys(issuer.keySource()).build();
    try (TestUpstream upstream = TestUpstream.start()) {
      String path = "/" + hidden();
      try (SignedRevocations source =
              SignedRevocations.of(trusted, upstream.url(path).toString()).clock(clock).build();
          RevocationFeed feed =
              RevocationFeed.following(source)
                  .issuer(issuer.name())
                  .clock(clock)
                  .ticker(clock)
                  .scheduler(scheduler)
                  .listener(evidence.listener())
                  .build()) {
        for (String answer :
            List.of(hidden(), hidden() + "\n" + hidden(), issuer.token().signed() + "\n{}")) {
          evidence.hide(answer);
          upstream.answer(path, TestUpstream.json(answer));
          evidence.showing(
              () -> {
                feed.refreshNow();
                return "read";
              });
        }
      }
    }

    assertNothingLeaked();
  }
}
