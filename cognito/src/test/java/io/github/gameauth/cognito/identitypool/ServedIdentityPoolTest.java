// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.IdentityPoolId;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Refused;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.signed.AwsKeys;
import io.github.gameauth.cognito.signed.DeveloperIdentities;
import io.github.gameauth.cognito.signed.TokenRequest;
import io.github.gameauth.cognito.testing.TestFault;
import io.github.gameauth.cognito.testing.TestIdentityPool;
import io.github.gameauth.cognito.testing.TestIdentitySettings;
import io.github.gameauth.cognito.testing.TestPoolUser;
import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.upstream.JsonHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client and the strict server, with each other. */
final class ServedIdentityPoolTest {
  private static final AwsRegion REGION = AwsRegion.of("eu-west-1");

  private final TestUserPool users = TestUserPool.start();
  private final TestPoolUser zoe = users.addUser("zoe", "Correct-Horse-7!");
  private final TestIdentityPool served =
      TestIdentityPool.start(
          TestIdentitySettings.named("eu-west-1:0d6a2a6e-0d0f-4f0e-9c79-3a3a2b1c0d9e")
              .trusting(users)
              .login("graph.facebook.com", "fb-token", "fb-17")
              .developerProvider("login.mygame")
              .guests()
              .basicFlow());
  private final JsonHttp http = JsonHttp.create();
  private final ServiceEndpoint endpoint =
      ServiceEndpoint.identityPools(REGION).atPlainHttp(served.endpoint());
  private final IdentityPool pool =
      IdentityPool.builder(IdentityPoolId.of(served.poolId()))
          .http(http)
          .endpoint(endpoint)
          .build();
  private final Logins asZoe =
      Logins.of(Login.userPool(UserPoolId.of(users.poolId()), Secret.of(zoe.idToken())));

  @AfterEach
  void close() {
    http.close();
    served.close();
    users.close();
  }

  private static RefusalReason refusal(CognitoAnswer<?> answer) {
    return assertInstanceOf(Refused.class, answer).refusal().reason();
  }

  @Test
  void playersGetTheSameIdentityAndGuestsANewOne() throws Exception {
    IdentityId identity = pool.identity(asZoe).orElseThrow();
    PlayerCredentials credentials = pool.credentials(identity, asZoe).orElseThrow();
    IdentityId guest = pool.identity(Logins.guest()).orElseThrow();

    assertEquals(identity, pool.identity(asZoe).orElseThrow());
    assertTrue(credentials.expiry().isAfter(served.now()));
    assertNotEquals(identity, guest);
    assertNotEquals(guest, pool.identity(Logins.guest()).orElseThrow());
    pool.credentials(guest, Logins.guest()).orElseThrow();
  }

  @Test
  void anIdentityWithLoginsIsNobodysWithoutThem() throws Exception {
    IdentityId identity = pool.identity(asZoe).orElseThrow();

    assertEquals(
        RefusalReason.LOGINS_DO_NOT_MATCH, refusal(pool.credentials(identity, Logins.guest())));
  }

  @Test
  void theBasicFlowEndsInARole() throws Exception {
    IdentityId identity = pool.identity(asZoe).orElseThrow();
    OpenIdToken token = pool.openIdToken(identity, asZoe).orElseThrow();
    PlayerCredentials credentials =
        WebIdentityRole.of(http, REGION, "arn:aws:iam::123456789012:role/Players")
            .at(served.stsEndpoint())
            .assumedBy(token)
            .orElseThrow();

    assertFalse(credentials.secretKey().reveal().isEmpty());
    assertTrue(credentials.expiry().isAfter(served.now()));
  }

  @Test
  void ourServerVouchesForAPlayer() throws Exception {
    DeveloperIdentities identities =
        DeveloperIdentities.builder(IdentityPoolId.of(served.poolId()), "login.mygame")
            .http(http)
            .endpoint(endpoint)
            .keys(() -> AwsKeys.of("AKIDTEST", Secret.of("test-secret-key")))
            .build();

    OpenIdToken token = identities.token("player-17", TokenRequest.DEFAULT).orElseThrow();
    OpenIdToken again = identities.token("player-17", TokenRequest.DEFAULT).orElseThrow();

    assertEquals(token.identity(), again.identity());
    pool.credentials(token.identity(), Logins.of(Login.developer(token))).orElseThrow();
  }

  @Test
  void whoSignsWithAnotherKeyVouchesForNobody() {
    DeveloperIdentities identities =
        DeveloperIdentities.builder(IdentityPoolId.of(served.poolId()), "login.mygame")
            .http(http)
            .endpoint(endpoint)
            .keys(() -> AwsKeys.of("AKIDTEST", Secret.of("another-secret-key")))
            .build();

    assertEquals(
        RefusalReason.AWS_CREDENTIALS,
        refusal(identities.token("player-17", TokenRequest.DEFAULT)));
  }

  @Test
  void anIllServiceRefusesNobody() throws Exception {
    IdentityId identity = pool.identity(asZoe).orElseThrow();
    for (TestFault fault :
        new TestFault[] {TestFault.truncatedJson(), TestFault.reset(), TestFault.answerLost()}) {
      for (int tries = 0; tries < 3; tries++) {
        served.failNext("GetCredentialsForIdentity", fault);
      }

      assertInstanceOf(Undecided.class, pool.credentials(identity, asZoe), fault.toString());
    }
    pool.credentials(identity, asZoe).orElseThrow();
  }
}
