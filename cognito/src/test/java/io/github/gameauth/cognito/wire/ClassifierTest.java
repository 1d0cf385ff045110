// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.service.WhoMustAct;
import io.github.gameauth.cognito.wire.Classifier.Outcome;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClassifierTest {
  /** Every type that the two services and their signing layer raise. */
  @ParameterizedTest
  @CsvSource({
    "UserNotFoundException, USER_NOT_FOUND, PLAYER",
    "UserNotConfirmedException, NOT_CONFIRMED, CALLER_STATE",
    "PasswordResetRequiredException, PASSWORD_RESET_REQUIRED, CALLER_STATE",
    "UsernameExistsException, USER_EXISTS, PLAYER",
    "AliasExistsException, ALIAS_EXISTS, PLAYER",
    "InvalidPasswordException, WEAK_PASSWORD, PLAYER",
    "PasswordHistoryPolicyViolationException, PASSWORD_REUSED, PLAYER",
    "CodeMismatchException, WRONG_CODE, PLAYER",
    "ExpiredCodeException, EXPIRED_CODE, PLAYER",
    "EnableSoftwareTokenMFAException, WRONG_CODE, PLAYER",
    "SoftwareTokenMFANotFoundException, MFA_NOT_SET_UP, CALLER_STATE",
    "MFAMethodNotFoundException, MFA_NOT_SET_UP, CALLER_STATE",
    "TooManyFailedAttemptsException, TOO_MANY_ATTEMPTS, PLAYER",
    "LimitExceededException, LIMIT_EXCEEDED, PLAYER",
    "CodeDeliveryFailureException, DELIVERY_FAILED, OPERATOR",
    "InvalidParameterException, INVALID_REQUEST, OPERATOR",
    "ResourceNotFoundException, NOT_FOUND, OPERATOR",
    "ForbiddenException, FORBIDDEN, OPERATOR",
    "UnsupportedOperationException, UNSUPPORTED, OPERATOR",
    "UnsupportedTokenTypeException, UNSUPPORTED, OPERATOR",
    "UnauthorizedException, MISCONFIGURED, OPERATOR",
    "RefreshTokenReuseException, REFRESH_TOKEN_REUSED, NOBODY_STOP",
    "OperationNotEnabledException, UNSUPPORTED, OPERATOR",
    "DeviceKeyExistsException, DEVICE_EXISTS, CALLER_STATE",
    "InvalidUserPoolConfigurationException, MISCONFIGURED, OPERATOR",
    "FeatureUnavailableInTierException, UNSUPPORTED, OPERATOR",
    "UserPoolAddOnNotEnabledException, UNSUPPORTED, OPERATOR",
    "InvalidSmsRoleAccessPolicyException, MISCONFIGURED, OPERATOR",
    "InvalidSmsRoleTrustRelationshipException, MISCONFIGURED, OPERATOR",
    "InvalidEmailRoleAccessPolicyException, MISCONFIGURED, OPERATOR",
    "UserLambdaValidationException, TRIGGER_REFUSED, TRIGGER_OWNER",
    "UnexpectedLambdaException, TRIGGER_FAILED, TRIGGER_OWNER",
    "InvalidLambdaResponseException, TRIGGER_FAILED, TRIGGER_OWNER",
    "WebAuthnChallengeNotFoundException, SESSION_OVER, CALLER_STATE",
    "WebAuthnClientMismatchException, OTHER, OPERATOR",
    "WebAuthnConfigurationMissingException, MISCONFIGURED, OPERATOR",
    "WebAuthnCredentialNotSupportedException, OTHER, OPERATOR",
    "WebAuthnNotEnabledException, UNSUPPORTED, OPERATOR",
    "WebAuthnOriginNotAllowedException, MISCONFIGURED, OPERATOR",
    "WebAuthnRelyingPartyMismatchException, MISCONFIGURED, OPERATOR",
    "UserImportInProgressException, OTHER, OPERATOR",
    "PreconditionNotMetException, OTHER, OPERATOR",
    "UnsupportedUserStateException, OTHER, OPERATOR",
    "ScopeDoesNotExistException, OTHER, OPERATOR",
    "ServiceQuotaExceededException, OTHER, OPERATOR",
    "AccessDeniedException, FORBIDDEN, OPERATOR",
    "ResourceConflictException, CONFLICT, CALLER_STATE",
    "InvalidIdentityPoolConfigurationException, MISCONFIGURED, OPERATOR",
    "DeveloperUserAlreadyRegisteredException, CONFLICT, CALLER_STATE",
    "UnrecognizedClientException, AWS_CREDENTIALS, OPERATOR",
    "InvalidSignatureException, AWS_CREDENTIALS, OPERATOR",
    "MissingAuthenticationTokenException, AWS_CREDENTIALS, OPERATOR",
    "IncompleteSignatureException, AWS_CREDENTIALS, OPERATOR",
    "ExpiredTokenException, AWS_CREDENTIALS, OPERATOR",
    "NotAuthorizedException, OTHER, OPERATOR",
    "NobodyKnowsThisException, OTHER, OPERATOR"
  })
  void knowsARefusalByItsType(String type, RefusalReason reason, WhoMustAct who) {
    AwsError error = new AwsError(400, type, "");

    assertEquals(Outcome.REFUSED, Classifier.outcome(error));
    assertEquals(reason, Classifier.reason(error));
    assertEquals(who, Classifier.reason(error).who());
  }

  @ParameterizedTest
  @CsvSource({
    "TooManyRequestsException, THROTTLED",
    "ThrottlingException, THROTTLED",
    "RequestThrottledException, THROTTLED",
    "InternalErrorException, OUTAGE",
    "InternalServerException, OUTAGE",
    "ConcurrentModificationException, OUTAGE",
    "ExternalServiceException, OUTAGE"
  })
  void knowsWhatIsNoRefusal(String type, Outcome outcome) {
    assertEquals(outcome, Classifier.outcome(new AwsError(400, type, "")));
    assertEquals(outcome, Classifier.outcome(new AwsError(429, type, "")));
    assertEquals(outcome, Classifier.outcome(new AwsError(500, type, "")));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 429, 500, 503})
  void believesATypeMoreThanAStatus(int status) {
    for (String type :
        new String[] {
          "NotAuthorizedException",
          "InvalidParameterException",
          "ResourceNotFoundException",
          "LimitExceededException",
          "ForbiddenException"
        }) {
      assertEquals(Outcome.REFUSED, Classifier.outcome(new AwsError(status, type, "")), type);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 400, REFUSED, OTHER",
    "'', 401, REFUSED, OTHER",
    "'', 403, REFUSED, FORBIDDEN",
    "'', 404, REFUSED, OTHER",
    "'', 408, OUTAGE,",
    "'', 429, THROTTLED,",
    "'', 500, OUTAGE,",
    "'', 503, OUTAGE,",
    "NewException, 400, REFUSED, OTHER",
    "NewException, 403, REFUSED, OTHER",
    "NewException, 429, THROTTLED,",
    "NewException, 500, OUTAGE,"
  })
  void goesByTheStatusWhereTheTypeIsUnknown(
      String type, int status, Outcome outcome, RefusalReason reason) {
    AwsError error = new AwsError(status, type, "Incorrect username or password.");

    assertEquals(outcome, Classifier.outcome(error));
    if (outcome == Outcome.REFUSED) {
      assertEquals(reason, Classifier.reason(error));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Incorrect username or password. | WRONG_CREDENTIALS | PLAYER",
        "Password attempts exceeded | LOCKED_OUT | PLAYER",
        "User is disabled. | USER_DISABLED | NOBODY_STOP",
        "Temporary password has expired and must be reset by an administrator."
            + " | TEMPORARY_PASSWORD_EXPIRED | OPERATOR",
        "Unable to verify secret hash for client c-1 | SECRET_HASH | OPERATOR",
        "SecretHash does not match for the client: c-1 | SECRET_HASH | OPERATOR",
        "Client c-1 is configured with secret but SECRET_HASH was not received"
            + " | SECRET_HASH | OPERATOR",
        "Client c-1 is configured without secret but a hash came | SECRET_HASH | OPERATOR",
        "Invalid session for the user. | SESSION_OVER | CALLER_STATE",
        "Invalid session for the user, session is expired. | SESSION_OVER | CALLER_STATE",
        "Invalid session for the user, session can only be used once."
            + " | SESSION_OVER | CALLER_STATE",
        "The session is expired | SESSION_OVER | CALLER_STATE",
        "This session can only be used once | SESSION_OVER | CALLER_STATE",
        "Invalid Refresh Token | REFRESH_TOKEN | NOBODY_STOP",
        "Refresh Token has been revoked | REFRESH_TOKEN | NOBODY_STOP",
        "Refresh Token has expired | REFRESH_TOKEN | NOBODY_STOP",
        "Access Token has been revoked | ACCESS_TOKEN | CALLER_STATE",
        "Access Token has expired | ACCESS_TOKEN | CALLER_STATE",
        "Invalid Access Token | ACCESS_TOKEN | CALLER_STATE",
        "Access Token does not have required scopes | SCOPE_MISSING | OPERATOR",
        "User cannot be confirmed. Current status is CONFIRMED | ALREADY_CONFIRMED | CALLER_STATE",
        "A client attempted to write unauthorized attribute | MISCONFIGURED | OPERATOR",
        "Cannot modify an already provided email | INVALID_REQUEST | OPERATOR",
        "Token is not from a supported provider of this identity pool. | MISCONFIGURED | OPERATOR",
        "Logins don't match. Please include at least one valid login for this identity"
            + " | LOGINS_DO_NOT_MATCH | CALLER_STATE",
        "Invalid login token. Missing a required claim: aud | INVALID_REQUEST | OPERATOR",
        "Invalid login token. Issuer doesn't match providerName | INVALID_REQUEST | OPERATOR",
        "Invalid login token. Token expired: 1 >= 0 | LOGIN_TOKEN_EXPIRED | CALLER_STATE",
        "Unauthenticated access is not supported for this identity pool."
            + " | UNSUPPORTED | OPERATOR",
        "Access to Identity 'local:1' is forbidden. | LOGINS_DO_NOT_MATCH | CALLER_STATE",
        "Something that nobody has seen yet | OTHER | OPERATOR"
      })
  void knowsNotAuthorizedByItsMessage(String message, RefusalReason reason, WhoMustAct who) {
    for (String written : new String[] {message, message.toUpperCase(Locale.ROOT)}) {
      AwsError error = new AwsError(400, "NotAuthorizedException", written);

      assertEquals(Outcome.REFUSED, Classifier.outcome(error));
      assertEquals(reason, Classifier.reason(error), written);
      assertEquals(who, Classifier.reason(error).who());
    }
  }

  @Test
  void tellsAForgottenDeviceFromAWrongClient() {
    assertEquals(
        RefusalReason.DEVICE_FORGOTTEN,
        Classifier.reason(
            new AwsError(400, "ResourceNotFoundException", "Device does not exist.")));
    assertEquals(
        RefusalReason.NOT_FOUND,
        Classifier.reason(
            new AwsError(
                400, "ResourceNotFoundException", "User pool client c-1 does not exist.")));
  }

  @Test
  void tellsAConfirmedUserFromAWrongRequest() {
    assertEquals(
        RefusalReason.ALREADY_CONFIRMED,
        Classifier.reason(
            new AwsError(400, "InvalidParameterException", "User is already confirmed.")));
  }

  @ParameterizedTest
  @CsvSource({
    "PreSignUp failed with error No cheaters here., No cheaters here.",
    "PreSignUp failed with error,",
    "PreSignUp failed with error   ,",
    "Something else,"
  })
  void keepsWhatATriggerSaid(String message, String said) {
    assertEquals(
        Optional.ofNullable(said),
        Classifier.triggerText(new AwsError(400, "UserLambdaValidationException", message)));
    assertEquals(
        Optional.empty(),
        Classifier.triggerText(new AwsError(400, "NotAuthorizedException", message)));
  }

  @Test
  void keepsNoEndlessTextOfATrigger() {
    String start = "PreSignUp failed with error ";
    AwsError endless = new AwsError(400, "UserLambdaValidationException", start + "a".repeat(5000));
    AwsError split =
        new AwsError(400, "UserLambdaValidationException", start + "a".repeat(999) + "🐉🐉");

    assertEquals(Optional.of("a".repeat(1000)), Classifier.triggerText(endless));
    assertEquals(Optional.of("a".repeat(999)), Classifier.triggerText(split));
  }

  @Test
  void comparesAlikeInAnyLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      assertEquals(
          RefusalReason.USER_DISABLED,
          Classifier.reason(new AwsError(400, "NotAuthorizedException", "USER IS DISABLED")));
    } finally {
      Locale.setDefault(before);
    }
  }
}
