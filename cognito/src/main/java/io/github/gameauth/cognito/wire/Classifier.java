// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import static java.util.Map.entry;

import io.github.gameauth.cognito.service.RefusalReason;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an error means, by its type; by its status only where there is no type that we know. */
final class Classifier {
  /** What follows from an error. */
  enum Outcome {
    /** It is a no. */
    REFUSED,
    /** Asked too often; nothing was done. */
    THROTTLED,
    /** The service, or one that it needs, is ill. */
    OUTAGE
  }

  private static final Set<String> THROTTLES =
      Set.of("TooManyRequestsException", "ThrottlingException", "RequestThrottledException");

  private static final Set<String> OUTAGES =
      Set.of(
          "InternalErrorException",
          "InternalServerException",
          "ExternalServiceException",
          "ConcurrentModificationException");

  private static final Map<String, RefusalReason> REASONS =
      Map.ofEntries(
          entry("UserNotFoundException", RefusalReason.USER_NOT_FOUND),
          entry("UserNotConfirmedException", RefusalReason.NOT_CONFIRMED),
          entry("PasswordResetRequiredException", RefusalReason.PASSWORD_RESET_REQUIRED),
          entry("UsernameExistsException", RefusalReason.USER_EXISTS),
          entry("AliasExistsException", RefusalReason.ALIAS_EXISTS),
          entry("InvalidPasswordException", RefusalReason.WEAK_PASSWORD),
          entry("PasswordHistoryPolicyViolationException", RefusalReason.PASSWORD_REUSED),
          entry("CodeMismatchException", RefusalReason.WRONG_CODE),
          entry("EnableSoftwareTokenMFAException", RefusalReason.WRONG_CODE),
          entry("ExpiredCodeException", RefusalReason.EXPIRED_CODE),
          entry("SoftwareTokenMFANotFoundException", RefusalReason.MFA_NOT_SET_UP),
          entry("MFAMethodNotFoundException", RefusalReason.MFA_NOT_SET_UP),
          entry("TooManyFailedAttemptsException", RefusalReason.TOO_MANY_ATTEMPTS),
          entry("LimitExceededException", RefusalReason.LIMIT_EXCEEDED),
          entry("CodeDeliveryFailureException", RefusalReason.DELIVERY_FAILED),
          entry("ForbiddenException", RefusalReason.FORBIDDEN),
          entry("AccessDeniedException", RefusalReason.FORBIDDEN),
          entry("UnsupportedOperationException", RefusalReason.UNSUPPORTED),
          entry("UnsupportedTokenTypeException", RefusalReason.UNSUPPORTED),
          entry("OperationNotEnabledException", RefusalReason.UNSUPPORTED),
          entry("FeatureUnavailableInTierException", RefusalReason.UNSUPPORTED),
          entry("UserPoolAddOnNotEnabledException", RefusalReason.UNSUPPORTED),
          entry("WebAuthnNotEnabledException", RefusalReason.UNSUPPORTED),
          entry("UnauthorizedException", RefusalReason.MISCONFIGURED),
          entry("InvalidUserPoolConfigurationException", RefusalReason.MISCONFIGURED),
          entry("InvalidIdentityPoolConfigurationException", RefusalReason.MISCONFIGURED),
          entry("InvalidSmsRoleAccessPolicyException", RefusalReason.MISCONFIGURED),
          entry("InvalidSmsRoleTrustRelationshipException", RefusalReason.MISCONFIGURED),
          entry("InvalidEmailRoleAccessPolicyException", RefusalReason.MISCONFIGURED),
          entry("WebAuthnConfigurationMissingException", RefusalReason.MISCONFIGURED),
          entry("WebAuthnOriginNotAllowedException", RefusalReason.MISCONFIGURED),
          entry("WebAuthnRelyingPartyMismatchException", RefusalReason.MISCONFIGURED),
          entry("WebAuthnChallengeNotFoundException", RefusalReason.SESSION_OVER),
          entry("RefreshTokenReuseException", RefusalReason.REFRESH_TOKEN_REUSED),
          entry("DeviceKeyExistsException", RefusalReason.DEVICE_EXISTS),
          entry("UserLambdaValidationException", RefusalReason.TRIGGER_REFUSED),
          entry("UnexpectedLambdaException", RefusalReason.TRIGGER_FAILED),
          entry("InvalidLambdaResponseException", RefusalReason.TRIGGER_FAILED),
          entry("ResourceConflictException", RefusalReason.CONFLICT),
          entry("DeveloperUserAlreadyRegisteredException", RefusalReason.CONFLICT),
          entry("UnrecognizedClientException", RefusalReason.AWS_CREDENTIALS),
          entry("InvalidSignatureException", RefusalReason.AWS_CREDENTIALS),
          entry("MissingAuthenticationTokenException", RefusalReason.AWS_CREDENTIALS),
          entry("IncompleteSignatureException", RefusalReason.AWS_CREDENTIALS),
          entry("ExpiredTokenException", RefusalReason.AWS_CREDENTIALS));

  /** A part of the message of a {@code NotAuthorizedException}, in lower case, and its meaning. */
  private record Saying(String part, RefusalReason meaning) {}

  /** The first that fits counts. */
  private static final Saying[] SAYINGS = {
    new Saying("incorrect username or password", RefusalReason.WRONG_CREDENTIALS),
    new Saying("password attempts exceeded", RefusalReason.LOCKED_OUT),
    new Saying("user is disabled", RefusalReason.USER_DISABLED),
    new Saying("temporary password has expired", RefusalReason.TEMPORARY_PASSWORD_EXPIRED),
    new Saying("secret hash", RefusalReason.SECRET_HASH),
    new Saying("secrethash", RefusalReason.SECRET_HASH),
    new Saying("secret_hash", RefusalReason.SECRET_HASH),
    new Saying("configured without secret", RefusalReason.SECRET_HASH),
    new Saying("invalid session", RefusalReason.SESSION_OVER),
    new Saying("session is expired", RefusalReason.SESSION_OVER),
    new Saying("session can only be used once", RefusalReason.SESSION_OVER),
    new Saying("refresh token", RefusalReason.REFRESH_TOKEN),
    new Saying("does not have required scopes", RefusalReason.SCOPE_MISSING),
    new Saying("access token", RefusalReason.ACCESS_TOKEN),
    new Saying("current status is confirmed", RefusalReason.ALREADY_CONFIRMED),
    new Saying("unauthorized attribute", RefusalReason.MISCONFIGURED),
    new Saying("cannot modify an already provided", RefusalReason.INVALID_REQUEST),
    new Saying("not from a supported provider", RefusalReason.MISCONFIGURED),
    new Saying("logins don't match", RefusalReason.LOGINS_DO_NOT_MATCH),
    new Saying("token expired", RefusalReason.LOGIN_TOKEN_EXPIRED),
    new Saying("invalid login token", RefusalReason.INVALID_REQUEST),
    new Saying("unauthenticated access is not supported", RefusalReason.UNSUPPORTED),
    new Saying("is forbidden", RefusalReason.LOGINS_DO_NOT_MATCH),
  };

  private static final String TRIGGER_MARK = "failed with error";
  private static final int MAX_TRIGGER_TEXT = 1000;

  private Classifier() {}

  /** Whether it is a no. */
  static Outcome outcome(AwsError error) {
    if (THROTTLES.contains(error.type())) {
      return Outcome.THROTTLED;
    }
    if (OUTAGES.contains(error.type())) {
      return Outcome.OUTAGE;
    }
    if (isKnown(error.type())) {
      return Outcome.REFUSED;
    }
    if (error.status() == 429) {
      return Outcome.THROTTLED;
    }
    // 408: whoever answers that did not wait for our request, or lost it on the way.
    return error.status() >= 500 || error.status() == 408 ? Outcome.OUTAGE : Outcome.REFUSED;
  }

  private static boolean isKnown(String type) {
    return REASONS.containsKey(type)
        || type.equals("NotAuthorizedException")
        || type.equals("InvalidParameterException")
        || type.equals("ResourceNotFoundException");
  }

  /** Why, if it is a no. */
  static RefusalReason reason(AwsError error) {
    String message = error.message().toLowerCase(Locale.ROOT);
    return switch (error.type()) {
      case "NotAuthorizedException" -> notAuthorized(message);
      case "InvalidParameterException" ->
          message.contains("already confirmed")
              ? RefusalReason.ALREADY_CONFIRMED
              : RefusalReason.INVALID_REQUEST;
      case "ResourceNotFoundException" ->
          message.contains("device") ? RefusalReason.DEVICE_FORGOTTEN : RefusalReason.NOT_FOUND;
      // A firewall or proxy speaks HTML.
      case "" -> error.status() == 403 ? RefusalReason.FORBIDDEN : RefusalReason.OTHER;
      default -> REASONS.getOrDefault(error.type(), RefusalReason.OTHER);
    };
  }

  private static RefusalReason notAuthorized(String message) {
    for (Saying saying : SAYINGS) {
      if (message.contains(saying.part())) {
        return saying.meaning();
      }
    }
    return RefusalReason.OTHER;
  }

  /** What a trigger said, if one refused and said something. */
  static Optional<String> triggerText(AwsError error) {
    int mark = error.message().indexOf(TRIGGER_MARK);
    if (reason(error) != RefusalReason.TRIGGER_REFUSED || mark < 0) {
      return Optional.empty();
    }
    String text = error.message().substring(mark + TRIGGER_MARK.length()).trim();
    return Optional.of(text.length() > MAX_TRIGGER_TEXT ? cut(text) : text)
        .filter(said -> !said.isEmpty());
  }

  /** Never between the halves of a character. */
  private static String cut(String text) {
    boolean split = Character.isHighSurrogate(text.charAt(MAX_TRIGGER_TEXT - 1));
    return text.substring(0, split ? MAX_TRIGGER_TEXT - 1 : MAX_TRIGGER_TEXT);
  }
}
