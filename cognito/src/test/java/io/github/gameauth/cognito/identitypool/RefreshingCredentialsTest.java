// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.cognito.identitypool.PoolFixture.IDENTITY;
import static io.github.gameauth.cognito.identitypool.PoolFixture.OTHER;
import static io.github.gameauth.cognito.identitypool.PoolFixture.credentialsJson;
import static io.github.gameauth.cognito.identitypool.PoolFixture.done;
import static io.github.gameauth.cognito.identitypool.PoolFixture.error;
import static io.github.gameauth.cognito.identitypool.PoolFixture.refused;
import static io.github.gameauth.cognito.identitypool.PoolFixture.undecided;
import static io.github.gameauth.testing.TestUpstream.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoException;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

final class RefreshingCredentialsTest {
  private static final String NOON = "2030-01-01T12:00:00Z";
  // An hour after noon.
  private static final String ONE = "1.893502800E9";
  private static final String TWO = "1893506400";

  private final PoolFixture service = new PoolFixture();
  private final TestClock clock = TestClock.at(NOON);
  private final AtomicInteger asked = new AtomicInteger();
  private final LoginSource source =
      () -> {
        int times = asked.incrementAndGet();
        return new Done<>(Logins.of(Login.google(Secret.of("token-" + times))));
      };

  @AfterEach
  void stop() {
    service.close();
  }

  /** Renewals happen on the calling thread. */
  private RefreshingCredentials.Builder builder() {
    return RefreshingCredentials.of(service.pool, source).clock(clock).executor(Runnable::run);
  }

  @Test
  void asksOnceHoweverManyWantThem() throws Exception {
    service.identity(IDENTITY);
    service.answer(
        "GetCredentialsForIdentity",
        json(credentialsJson(IDENTITY, "ASIA1", ONE)).withFixedDelay(50));
    RefreshingCredentials credentials =
        RefreshingCredentials.of(service.pool, source).clock(clock).build();

    List<PlayerCredentials> all = StartGate.together(24, i -> () -> done(credentials.current()));

    assertEquals(24, all.stream().filter(each -> each.accessKeyId().equals("ASIA1")).count());
    assertEquals(2, service.upstream.requests());
    assertEquals(1, asked.get());
  }

  @Test
  void keepsThemUntilFiveMinutesBeforeTheirEnd() {
    service.identity(IDENTITY).credentials(IDENTITY, "ASIA1", ONE);
    RefreshingCredentials credentials = builder().build();
    done(credentials.current());
    service.credentials(IDENTITY, "ASIA2", TWO);

    clock.advance(Duration.ofMinutes(55).minusMillis(1));
    assertEquals("ASIA1", done(credentials.current()).accessKeyId());
    assertEquals(1, service.requests("GetCredentialsForIdentity"));

    // Whoever starts the renewal gets what is still good.
    clock.advance(Duration.ofMillis(1));
    assertEquals("ASIA1", done(credentials.current()).accessKeyId());
    assertEquals("ASIA2", done(credentials.current()).accessKeyId());
    assertEquals(2, service.requests("GetCredentialsForIdentity"));
    assertEquals(1, service.requests("GetId"));
    assertEquals(2, asked.get());
  }

  @Test
  void renewsNothingThatWasRenewedJustBefore() {
    service.credentials(IDENTITY, "ASIA1", ONE);
    // The second time stands for a caller who looked before the first.
    RefreshingCredentials credentials =
        builder()
            .identity(IDENTITY)
            .executor(
                renewal -> {
                  renewal.run();
                  renewal.run();
                })
            .build();

    done(credentials.current());

    assertEquals(1, service.requests("GetCredentialsForIdentity"));
    assertEquals(1, asked.get());
  }

  @Test
  void waitsForNewOnesAtTheEndOfTheOld() {
    service.credentials(IDENTITY, "ASIA1", ONE);
    RefreshingCredentials credentials = builder().identity(IDENTITY).margin(Duration.ZERO).build();
    done(credentials.current());
    service.credentials(IDENTITY, "ASIA2", TWO);

    clock.advance(Duration.ofHours(1));

    assertEquals("ASIA2", done(credentials.current()).accessKeyId());
    assertEquals(0, service.requests("GetId"));
  }

  @Test
  void outlivesAnOutageWhileTheyAreGoodAndAsksSparingly() {
    service.credentials(IDENTITY, "ASIA1", ONE);
    RefreshingCredentials credentials = builder().identity(IDENTITY).build();
    done(credentials.current());
    service.answer("GetCredentialsForIdentity", aResponse().withStatus(500));
    clock.advance(Duration.ofMinutes(56));

    for (int i = 0; i < 10; i++) {
      assertEquals("ASIA1", done(credentials.current()).accessKeyId());
    }
    // One renewal of two tries.
    assertEquals(3, service.requests("GetCredentialsForIdentity"));

    clock.advance(Duration.ofMinutes(4));
    for (int i = 0; i < 10; i++) {
      assertEquals(Cause.OUTAGE, undecided(credentials.current()).cause());
    }
    assertEquals(5, service.requests("GetCredentialsForIdentity"));

    service.credentials(IDENTITY, "ASIA2", TWO);
    clock.advance(Duration.ofSeconds(5));
    assertEquals("ASIA2", done(credentials.current()).accessKeyId());
  }

  @Test
  void outlivesARefusalWhileTheyAreGoodAndTellsItThen() {
    service.credentials(IDENTITY, "ASIA1", ONE);
    RefreshingCredentials credentials = builder().identity(IDENTITY).build();
    done(credentials.current());
    service.answer(
        "GetCredentialsForIdentity", error("NotAuthorizedException", "Token expired: 1 >= 0"));

    clock.advance(Duration.ofMinutes(56));
    done(credentials.current());
    done(credentials.current());
    assertEquals(2, service.requests("GetCredentialsForIdentity"));

    clock.advance(Duration.ofMinutes(4));
    assertEquals(RefusalReason.LOGIN_TOKEN_EXPIRED, refused(credentials.current()).reason());
    // The source may have better logins at any time.
    assertEquals(RefusalReason.LOGIN_TOKEN_EXPIRED, refused(credentials.current()).reason());
    assertEquals(4, service.requests("GetCredentialsForIdentity"));
  }

  @Test
  void followsLoginsToTheIdentityThatTheyBelongTo() {
    service.credentials(OTHER, "ASIA1", ONE);
    RefreshingCredentials credentials = builder().identity(IDENTITY).build();
    assertEquals(Optional.of(IDENTITY), credentials.identity());

    done(credentials.current());

    assertEquals(Optional.of(OTHER), credentials.identity());
  }

  @Test
  void looksForAnotherIdentityWhenTheKnownOneIsGone() {
    service.identity(OTHER);
    service.answer("GetCredentialsForIdentity", error("ResourceNotFoundException", "gone"));
    RefreshingCredentials credentials = builder().identity(IDENTITY).build();

    assertEquals(RefusalReason.NOT_FOUND, refused(credentials.current()).reason());

    assertEquals(1, service.requests("GetId"));
    assertEquals(2, service.requests("GetCredentialsForIdentity"));
  }

  @Test
  void neverMakesAGuestSomebodyElse() {
    service.identity(OTHER);
    service.answer("GetCredentialsForIdentity", error("ResourceNotFoundException", "gone"));
    RefreshingCredentials credentials =
        RefreshingCredentials.of(service.pool, LoginSource.always(Logins.guest()))
            .identity(IDENTITY)
            .clock(clock)
            .build();

    assertEquals(RefusalReason.NOT_FOUND, refused(credentials.current()).reason());

    assertEquals(0, service.requests("GetId"));
    assertEquals(Optional.of(IDENTITY), credentials.identity());
  }

  @Test
  void keepsTheIdentityOfAGuestWhoseCredentialsFailed() {
    service.identity(IDENTITY);
    service.answer("GetCredentialsForIdentity", aResponse().withStatus(503));
    RefreshingCredentials credentials =
        RefreshingCredentials.of(service.pool, LoginSource.always(Logins.guest()))
            .clock(clock)
            .build();
    undecided(credentials.current());

    service.credentials(IDENTITY, "ASIA1", ONE);
    clock.advance(Duration.ofMinutes(1));
    done(credentials.current());

    assertEquals(1, service.requests("GetId"));
  }

  @Test
  void usesThemHalfAMinuteEvenIfTheClockSaysTheyAreOver() {
    clock.jumpWall(Duration.ofDays(1));
    service.credentials(IDENTITY, "ASIA1", ONE);
    RefreshingCredentials credentials = builder().identity(IDENTITY).build();

    for (int i = 0; i < 10; i++) {
      done(credentials.current());
    }

    assertEquals(1, service.requests("GetCredentialsForIdentity"));
    clock.advance(Duration.ofSeconds(30));
    done(credentials.current());
    assertEquals(2, service.requests("GetCredentialsForIdentity"));
  }

  @Test
  void getsNewOnesAfterForgetting() {
    service.credentials(IDENTITY, "ASIA1", ONE);
    RefreshingCredentials credentials = builder().identity(IDENTITY).build();
    done(credentials.current());

    credentials.forget();
    done(credentials.current());

    assertEquals(2, service.requests("GetCredentialsForIdentity"));
  }

  @Test
  void isUndecidedWhenTheSourceOfLoginsFails() {
    RefreshingCredentials credentials =
        RefreshingCredentials.of(
                service.pool,
                () -> {
                  asked.incrementAndGet();
                  throw new IllegalStateException("no logins");
                })
            .clock(clock)
            .build();

    assertEquals(Cause.OUTAGE, undecided(credentials.current()).cause());
    assertEquals(Cause.OUTAGE, undecided(credentials.current()).cause());

    assertEquals(2, asked.get());
  }

  @Test
  void letsAnInterruptedCallerGoAndFinishesTheWork() throws Exception {
    service.credentials(IDENTITY, "ASIA1", ONE);
    RefreshingCredentials credentials =
        RefreshingCredentials.of(service.pool, source).identity(IDENTITY).clock(clock).build();

    Thread.currentThread().interrupt();
    undecided(credentials.current());
    assertTrue(Thread.interrupted());

    assertEquals("ASIA1", done(credentials.current()).accessKeyId());
    assertEquals(1, service.upstream.requests());
  }

  @Test
  void givesThemToTheSdk() {
    service.credentials(IDENTITY, "ASIA1", ONE);
    SdkCredentials provider = SdkCredentials.of(builder().identity(IDENTITY).build());

    AwsSessionCredentials given =
        assertInstanceOf(AwsSessionCredentials.class, provider.resolveCredentials());

    assertEquals("ASIA1", given.accessKeyId());
    assertEquals("s-1", given.secretAccessKey());
    assertEquals("t-1", given.sessionToken());
    assertEquals(Optional.of(clock.instant().plus(Duration.ofHours(1))), given.expirationTime());
  }

  @Test
  void tellsTheSdkWhyThereAreNone() {
    service.answer("GetCredentialsForIdentity", error("NotAuthorizedException", "hidden text"));
    SdkCredentials provider = SdkCredentials.of(builder().identity(IDENTITY).build());

    SdkClientException thrown =
        assertThrows(SdkClientException.class, provider::resolveCredentials);

    CognitoException cause = assertInstanceOf(CognitoException.class, thrown.getCause());
    assertEquals(RefusalReason.OTHER, cause.refusal().orElseThrow().reason());
    assertTrue(!thrown.getMessage().contains("hidden text"), thrown.getMessage());
  }

  @Test
  void complainsAboutWhatCannotBeRight() {
    RefreshingCredentials.Builder builder = builder();

    assertThrows(
        IllegalArgumentException.class, () -> builder.margin(Duration.ofMinutes(30).plusNanos(1)));
    assertThrows(IllegalArgumentException.class, () -> builder.margin(Duration.ofNanos(-1)));
    assertThrows(IllegalArgumentException.class, () -> builder.role("players"));
    String role = "arn:aws:iam::123456789012:role/players";
    builder.role(role).basicFlow(WebIdentityRole.of(service.http, AwsRegion.of("eu-west-1"), role));
    assertThrows(IllegalStateException.class, builder::build);
  }
}
