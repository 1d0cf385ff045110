// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static io.github.gameauth.cognito.userpool.OperationsFixture.done;
import static io.github.gameauth.cognito.userpool.OperationsFixture.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.testing.TestAppClient;
import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.upstream.JsonHttp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a player does over the years, at a pool that refuses what the real one refuses. */
final class PlayerLifeTest {
  private static final Secret PASSWORD = Secret.of("Pass-word-1");
  private static final Secret OTHER = Secret.of("Pass-word-2");
  private static final String EMAIL = "zoe@mygame.example";

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestUserPool server =
      TestUserPool.start(
          TestPoolSettings.named("eu-west-1_TestPool1")
              .clock(clock)
              .devices(TestPoolSettings.Devices.ASK)
              .client(TestAppClient.named("testclient1").withSecret("clientsecretclientsecret")));
  private final JsonHttp http = JsonHttp.builder().wholeCall(Duration.ofSeconds(15)).build();
  private final UserPool pool =
      UserPool.builder(UserPoolId.of(server.poolId()))
          .client("testclient1", Secret.of("clientsecretclientsecret"))
          .http(http)
          .clock(clock)
          .endpoint(
              ServiceEndpoint.userPools(UserPoolId.of(server.poolId()).region())
                  .atPlainHttp(server.endpoint()))
          .build();

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private String code() {
    return server.latestCode("zoe").orElseThrow().code();
  }

  private SignInStep.SignedIn signedIn(SignInStep step) {
    return assertInstanceOf(SignInStep.SignedIn.class, step);
  }

  @Test
  void signsUpForgetsThePasswordAndLeaves() {
    SignUps.SignedUp signedUp =
        done(
            pool.signUps()
                .signUp(NewAccount.of("zoe", PASSWORD).attributes(Map.of("email", EMAIL))));
    assertFalse(signedUp.isConfirmed());
    done(pool.signUps().resendCode("zoe"));
    done(pool.signUps().confirm("zoe", " " + code() + " "));

    done(pool.passwords().sendCode("zoe"));
    done(pool.passwords().reset("zoe", code(), OTHER));
    SignInStep.SignedIn in = signedIn(pool.signIn("zoe").bySrp(OTHER));
    UserAccount account = pool.account(in.tokens().accessToken());
    UserProfile profile = done(account.profile());
    assertEquals(Optional.of(signedUp.subject()), profile.subject());
    assertEquals(EMAIL, profile.attributes().get("email"));

    done(account.changePassword(OTHER, PASSWORD));
    assertEquals(
        RefusalReason.WRONG_CREDENTIALS, refused(account.changePassword(OTHER, PASSWORD)).reason());
    done(account.update(Map.of("nickname", "Z", "email", "z@mygame.example")));
    done(account.sendCode("email"));
    assertEquals(RefusalReason.WRONG_CODE, refused(account.verify("email", "999999x")).reason());
    done(account.verify("email", code()));
    done(account.deleteAttributes(List.of("nickname")));
    assertFalse(done(account.profile()).attributes().containsKey("nickname"));

    done(account.delete());
    assertFalse(server.hasUser("zoe"));
  }

  @Test
  void setsASecondFactorUpAndKeepsADevice() {
    server.addUser("zoe", PASSWORD.reveal());
    SignInStep.SignedIn in = signedIn(pool.signIn("zoe").bySrp(PASSWORD));
    UserAccount account = pool.account(in.tokens().accessToken());

    TotpSetup setup = done(account.setUpTotp());
    assertEquals(
        TestUserPool.totp(setup.secret().reveal(), clock.instant()),
        setup.codeAt(clock.instant()).reveal());
    assertEquals(
        RefusalReason.WRONG_CODE,
        refused(account.confirmTotp("000000", Optional.empty())).reason());
    done(account.confirmTotp(setup.codeAt(clock.instant()).reveal(), Optional.of("phone")));
    done(account.prefer(MfaPreference.preferring(MfaKind.SOFTWARE_TOKEN_MFA)));
    assertEquals(Optional.of("SOFTWARE_TOKEN_MFA"), done(account.profile()).preferredMfa());

    DeviceCredential device = in.newDevice().orElseThrow();
    assertEquals(DeviceAdvice.STORE_AND_ASK_PLAYER, in.advice());
    Devices devices = pool.devices(in.tokens().accessToken());
    done(devices.remember(device.deviceKey()));
    assertTrue(server.user("zoe").remembers(device.deviceKey()));
    assertEquals(device.deviceKey(), done(devices.get(device.deviceKey())).key());
    assertEquals(1, done(devices.list(60)).devices().size());

    done(devices.stopRemembering(device.deviceKey()));
    done(pool.tokens().refreshWithoutRotation(in.tokens()));
    done(devices.forget(device.deviceKey()));
    assertEquals(List.of(), server.user("zoe").deviceKeys());
    refused(pool.tokens().refreshWithoutRotation(in.tokens()));
  }

  @Test
  void signsOutEverywhere() {
    server.addUser("zoe", PASSWORD.reveal());
    UserPoolTokens here = signedIn(pool.signIn("zoe").bySrp(PASSWORD)).tokens();
    UserPoolTokens there = signedIn(pool.signIn("zoe").bySrp(PASSWORD)).tokens();

    done(pool.account(here.accessToken()).signOutEverywhere());

    for (UserPoolTokens tokens : List.of(here, there)) {
      assertEquals(
          RefusalReason.ACCESS_TOKEN,
          refused(pool.account(tokens.accessToken()).profile()).reason());
      assertEquals(
          RefusalReason.REFRESH_TOKEN,
          refused(pool.tokens().refresh(tokens, RotationGrace.NONE_KNOWN)).reason());
    }
  }
}
