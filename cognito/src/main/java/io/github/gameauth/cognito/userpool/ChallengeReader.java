// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.cognito.userpool.Challenge.Code;
import io.github.gameauth.cognito.userpool.Challenge.CodeKind;
import io.github.gameauth.cognito.userpool.Challenge.Custom;
import io.github.gameauth.cognito.userpool.Challenge.NewPassword;
import io.github.gameauth.cognito.userpool.Challenge.Password;
import io.github.gameauth.cognito.userpool.Challenge.SelectFirstFactor;
import io.github.gameauth.cognito.userpool.Challenge.SelectMfa;
import io.github.gameauth.cognito.userpool.Challenge.SetUpMfa;
import io.github.gameauth.cognito.userpool.Challenge.Unknown;
import io.github.gameauth.cognito.userpool.Challenge.WebAuthn;
import io.github.gameauth.cognito.wire.WireJson;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes typed challenges of their names and parameters. */
final class ChallengeReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");
  private static final String ATTRIBUTE = "userAttributes.";

  private ChallengeReader() {}

  static Challenge read(ChallengeState state) {
    return switch (state.name) {
      case "SMS_MFA", "EMAIL_OTP", "SMS_OTP" ->
          new Code(CodeKind.valueOf(state.name), text(state, "CODE_DELIVERY_DESTINATION"), state);
      case "SOFTWARE_TOKEN_MFA" ->
          new Code(CodeKind.SOFTWARE_TOKEN_MFA, text(state, "FRIENDLY_DEVICE_NAME"), state);
      case "SELECT_MFA_TYPE" ->
          new SelectMfa(known(MfaKind.class, list(state, "MFAS_CAN_CHOOSE")), state);
      case "MFA_SETUP" -> new SetUpMfa(known(MfaKind.class, list(state, "MFAS_CAN_SETUP")), state);
      case "SELECT_CHALLENGE" ->
          new SelectFirstFactor(known(FirstFactor.class, state.available), state);
      case "PASSWORD" -> new Password(false, state);
      case "PASSWORD_SRP" -> new Password(true, state);
      case "NEW_PASSWORD_REQUIRED" -> newPassword(state);
      case "CUSTOM_CHALLENGE" -> new Custom(state.parameters, state);
      case "WEB_AUTHN" ->
          text(state, "CREDENTIAL_REQUEST_OPTIONS")
              .<Challenge>map(options -> new WebAuthn(options, state))
              .orElseGet(() -> unknown(state));
      default -> unknown(state);
    };
  }

  private static Unknown unknown(ChallengeState state) {
    return new Unknown(
        NAME.matcher(state.name).matches() ? state.name : "", state.parameters, state);
  }

  private static NewPassword newPassword(ChallengeState state) {
    Set<String> required = new LinkedHashSet<>();
    for (String name : list(state, "requiredAttributes")) {
      required.add(name.startsWith(ATTRIBUTE) ? name.substring(ATTRIBUTE.length()) : name);
    }
    Map<String, String> present =
        WireJson.tree(state.parameter("userAttributes"))
            .filter(JsonNode::isObject)
            .map(AuthAnswer::texts)
            .orElse(Map.of());
    return new NewPassword(required, present, state);
  }

  private static Optional<String> text(ChallengeState state, String name) {
    return Optional.of(state.parameter(name)).filter(text -> !text.isEmpty());
  }

  /** A list that comes as JSON in a text. */
  private static List<String> list(ChallengeState state, String name) {
    return WireJson.tree(state.parameter(name)).map(AuthAnswer::list).orElse(List.of());
  }

  private static <E extends Enum<E>> Set<E> known(Class<E> type, Collection<String> names) {
    Set<E> known = EnumSet.noneOf(type);
    for (E each : EnumSet.allOf(type)) {
      if (names.contains(each.name())) {
        known.add(each);
      }
    }
    return known;
  }
}
