// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.testing.TestUserPool;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;

/** The operator's side, signed by AWS's Java client. */
final class SdkAdminTest {
  private static final String PASSWORD = "Correct-Horse-7!";

  private final TestUserPool pool = TestUserPool.start();
  private final CognitoIdentityProviderClient operator = signing("test-secret-key");

  private CognitoIdentityProviderClient signing(String secretKey) {
    return CognitoIdentityProviderClient.builder()
        .endpointOverride(pool.endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", secretKey)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(each -> each.retryPolicy(RetryPolicy.none()))
        .build();
  }

  @AfterEach
  void close() {
    operator.close();
    pool.close();
  }

  @Test
  void makesAUserAndLinksAPlatformLogin() {
    operator.adminCreateUser(
        each ->
            each.userPoolId(pool.poolId())
                .username("zoe")
                .temporaryPassword(PASSWORD)
                .messageAction(MessageActionType.SUPPRESS)
                .userAttributes(
                    attribute -> attribute.name("email").value("zoe@example.com"),
                    attribute -> attribute.name("email_verified").value("true")));
    operator.adminLinkProviderForUser(
        each ->
            each.userPoolId(pool.poolId())
                .destinationUser(user -> user.providerName("Cognito").providerAttributeValue("zoe"))
                .sourceUser(
                    user ->
                        user.providerName("Steam")
                            .providerAttributeName("Cognito_Subject")
                            .providerAttributeValue("7656")));

    var user = operator.adminGetUser(each -> each.userPoolId(pool.poolId()).username("zoe"));

    assertEquals(UserStatusType.FORCE_CHANGE_PASSWORD, user.userStatus());
    assertTrue(pool.user("zoe").attributes().get("identities").contains("7656"));
    assertThrows(
        UserNotFoundException.class,
        () -> operator.adminGetUser(each -> each.userPoolId(pool.poolId()).username("nobody")));
  }

  @Test
  void bansAPlayer() {
    SdkUserPool player = new SdkUserPool(pool);
    pool.addUser("zoe", PASSWORD);
    String token = player.signIn("zoe", PASSWORD).authenticationResult().accessToken();

    operator.adminDisableUser(each -> each.userPoolId(pool.poolId()).username("zoe"));
    operator.adminUserGlobalSignOut(each -> each.userPoolId(pool.poolId()).username("zoe"));

    assertThrows(
        NotAuthorizedException.class, () -> player.aws.getUser(each -> each.accessToken(token)));
    NotAuthorizedException out =
        assertThrows(NotAuthorizedException.class, () -> player.signIn("zoe", PASSWORD));
    assertEquals("User is disabled.", out.awsErrorDetails().errorMessage());
    operator.adminEnableUser(each -> each.userPoolId(pool.poolId()).username("zoe"));
    assertTrue(player.signIn("zoe", PASSWORD).authenticationResult().expiresIn() > 0);
    player.aws.close();
  }

  private static String refusal(CognitoIdentityProviderClient client, String poolId) {
    return assertThrows(
            CognitoIdentityProviderException.class,
            () -> client.adminGetUser(each -> each.userPoolId(poolId).username("zoe")))
        .awsErrorDetails()
        .errorCode();
  }

  @Test
  void refusesWhoCannotSign() {
    pool.addUser("zoe", PASSWORD);
    try (SdkUserPool anonymous = new SdkUserPool(TestUserPool.start());
        CognitoIdentityProviderClient wrong = signing("another-key")) {
      assertEquals("InvalidSignatureException", refusal(wrong, pool.poolId()));
      assertEquals(
          "MissingAuthenticationTokenException", refusal(anonymous.aws, anonymous.pool.poolId()));
    }
    pool.advanceClock(Duration.ofMinutes(6));
    assertEquals("InvalidSignatureException", refusal(operator, pool.poolId()));
  }
}
