// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestUserPool;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordHistoryPolicyViolationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/** What players do with their own account, driven by AWS's Java client. */
final class SdkAccountTest {
  private static final String PASSWORD = "Correct-Horse-7!";
  private static final String OTHER = "Battery-Staple-8!";

  private final SdkUserPool sdk =
      new SdkUserPool(
          TestUserPool.start(TestPoolSettings.named("eu-west-1_Account1").passwordHistory(2)));

  @AfterEach
  void close() {
    sdk.close();
  }

  private String accessToken() {
    return sdk.signIn("zoe", PASSWORD).authenticationResult().accessToken();
  }

  private static String attribute(GetUserResponse user, String name) {
    return user.userAttributes().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(AttributeType::value)
        .orElse("");
  }

  @Test
  void keepsAttributesAndVerifiesThem() {
    sdk.pool.addUser("zoe", PASSWORD, Map.of("email", "zoe@example.com", "nickname", "Z"));
    String token = accessToken();

    String masked =
        sdk.aws
            .updateUserAttributes(
                each ->
                    each.accessToken(token)
                        .userAttributes(
                            AttributeType.builder().name("email").value("z@example.org").build(),
                            AttributeType.builder().name("custom:rank").value("7").build()))
            .codeDeliveryDetailsList()
            .get(0)
            .destination();
    GetUserResponse changed = sdk.aws.getUser(each -> each.accessToken(token));
    assertEquals("z***@e***", masked);
    assertEquals("false", attribute(changed, "email_verified"));
    assertThrows(CodeMismatchException.class, () -> verifyEmail(token, "x"));
    sdk.aws.getUserAttributeVerificationCode(
        each -> each.accessToken(token).attributeName("email"));
    verifyEmail(token, sdk.pool.latestCode("zoe").orElseThrow().code());
    sdk.aws.deleteUserAttributes(each -> each.accessToken(token).userAttributeNames("nickname"));

    GetUserResponse user = sdk.aws.getUser(each -> each.accessToken(token));
    assertEquals("zoe", user.username());
    assertEquals("true", attribute(user, "email_verified"));
    assertEquals("7", attribute(user, "custom:rank"));
    assertEquals("", attribute(user, "nickname"));
  }

  private void verifyEmail(String token, String code) {
    sdk.aws.verifyUserAttribute(each -> each.accessToken(token).attributeName("email").code(code));
  }

  @Test
  void letsNobodyWriteTheSubject() {
    sdk.pool.addUser("zoe", PASSWORD);
    String token = accessToken();

    NotAuthorizedException refused =
        assertThrows(
            NotAuthorizedException.class,
            () ->
                sdk.aws.updateUserAttributes(
                    each ->
                        each.accessToken(token)
                            .userAttributes(
                                AttributeType.builder().name("sub").value("me").build())));

    assertEquals(
        "A client attempted to write unauthorized attribute",
        refused.awsErrorDetails().errorMessage());
  }

  @Test
  void changesAPasswordUnderItsPolicy() {
    sdk.pool.addUser("zoe", PASSWORD);
    String token = accessToken();

    assertThrows(NotAuthorizedException.class, () -> change(token, "wrong", OTHER));
    assertThrows(InvalidPasswordException.class, () -> change(token, PASSWORD, "short"));
    assertThrows(
        PasswordHistoryPolicyViolationException.class, () -> change(token, PASSWORD, PASSWORD));
    change(token, PASSWORD, OTHER);

    assertThrows(NotAuthorizedException.class, () -> sdk.signIn("zoe", PASSWORD));
    assertTrue(sdk.signIn("zoe", OTHER).authenticationResult().expiresIn() > 0);
  }

  private void change(String token, String from, String to) {
    sdk.aws.changePassword(
        each -> each.accessToken(token).previousPassword(from).proposedPassword(to));
  }

  @Test
  void resetsAForgottenPasswordWithinLimits() {
    sdk.pool.addUser("zoe", PASSWORD, Map.of("email", "zoe@example.com"));
    for (int codes = 0; codes < 5; codes++) {
      sdk.aws.forgotPassword(each -> each.clientId(sdk.clientId()).username("zoe"));
    }
    assertThrows(
        LimitExceededException.class,
        () -> sdk.aws.forgotPassword(each -> each.clientId(sdk.clientId()).username("zoe")));
    String code = sdk.pool.latestCode("zoe").orElseThrow().code();

    sdk.aws.confirmForgotPassword(
        each ->
            each.clientId(sdk.clientId()).username("zoe").confirmationCode(code).password(OTHER));

    assertTrue(sdk.signIn("zoe", OTHER).authenticationResult().expiresIn() > 0);
  }

  @Test
  void deletesAPlayer() {
    sdk.pool.addUser("zoe", PASSWORD);
    String token = accessToken();

    sdk.aws.deleteUser(each -> each.accessToken(token));

    assertFalse(sdk.pool.hasUser("zoe"));
    assertThrows(UserNotFoundException.class, () -> sdk.signIn("zoe", PASSWORD));
    assertThrows(
        UserNotFoundException.class, () -> sdk.aws.getUser(each -> each.accessToken(token)));
  }

  @Test
  void refusesTokensThatDoNotReachSoFar() {
    String narrow = sdk.pool.addUser("zoe", PASSWORD).accessTokenWithScopes("openid email");
    String token = accessToken();
    String forged = token.substring(0, token.length() - 4) + "AAAA";

    NotAuthorizedException scope =
        assertThrows(
            NotAuthorizedException.class, () -> sdk.aws.getUser(each -> each.accessToken(narrow)));
    NotAuthorizedException signature =
        assertThrows(
            NotAuthorizedException.class, () -> sdk.aws.getUser(each -> each.accessToken(forged)));

    assertEquals(
        "Access Token does not have required scopes", scope.awsErrorDetails().errorMessage());
    assertEquals("Invalid Access Token", signature.awsErrorDetails().errorMessage());
  }
}
