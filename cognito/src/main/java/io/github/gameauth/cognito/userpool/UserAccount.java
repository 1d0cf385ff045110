// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.Nothing;
import io.github.gameauth.cognito.wire.Attributes;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.cognito.wire.Sense;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a signed-in player may do with their own account: read and change it, its password and
 * second factors, sign out everywhere, delete it. Safe to share. Good as long as the access token,
 * which must have the scope {@code aws.cognito.signin.user.admin}; those of sign-ins have it.
 */
public final class UserAccount {
  private final PoolCalls calls;
  private final Secret accessToken;

  UserAccount(PoolCalls calls, Secret accessToken) {
    this.calls = calls;
    this.accessToken = accessToken;
  }

  /**
   * Who the player is, and whether the pool still takes the token: unlike a check of its signature,
   * this sees a sign-out. Throttled. Operation {@code GetUser}.
   */
  public CognitoAnswer<UserProfile> profile() {
    return Sense.of(calls.call("GetUser", request(), Repeat.FREELY), UserProfile::read);
  }

  /** With what the player can sign in. Operation {@code GetUserAuthFactors}. */
  public CognitoAnswer<AuthFactors> factors() {
    return calls
        .call("GetUserAuthFactors", request(), Repeat.FREELY)
        .map(
            answer ->
                new AuthFactors(
                    AuthAnswer.list(answer.path("ConfiguredUserAuthFactors")),
                    AuthAnswer.list(answer.path("UserMFASettingList")),
                    WireJson.text(answer, "PreferredMfaSetting")));
  }

  /**
   * Changes attributes. An empty value deletes one. A new e-mail address or phone number has to be
   * verified again. Operation {@code UpdateUserAttributes}.
   *
   * @return where codes were sent for the verification
   * @throws IllegalArgumentException if there are none
   */
  public CognitoAnswer<List<CodeDelivery>> update(Map<String, String> attributes) {
    requireSome(attributes.size());
    ObjectNode request = request();
    Attributes.write(attributes, request.putArray("UserAttributes"));
    calls.addMetadata(request);
    return changed("UpdateUserAttributes", request)
        .map(
            answer -> {
              List<CodeDelivery> deliveries = new ArrayList<>();
              answer
                  .path("CodeDeliveryDetailsList")
                  .forEach(details -> deliveries.add(CodeDelivery.read(details)));
              return List.copyOf(deliveries);
            });
  }

  /**
   * Deletes attributes. Operation {@code DeleteUserAttributes}.
   *
   * @throws IllegalArgumentException if there are none
   */
  public CognitoAnswer<Nothing> deleteAttributes(Collection<String> names) {
    requireSome(names.size());
    ObjectNode request = request();
    names.forEach(request.putArray("UserAttributeNames")::add);
    return Sense.nothing(changed("DeleteUserAttributes", request));
  }

  private static void requireSome(int attributes) {
    if (attributes == 0) {
      throw new IllegalArgumentException("attributes: none (expected: at least one)");
    }
  }

  /**
   * Sends a code to an address that is to be verified. Operation {@code
   * GetUserAttributeVerificationCode}.
   *
   * @param attribute {@code email} or {@code phone_number}
   */
  public CognitoAnswer<CodeDelivery> sendCode(String attribute) {
    ObjectNode request = request().put("AttributeName", attribute);
    calls.addMetadata(request);
    return changed("GetUserAttributeVerificationCode", request)
        .map(answer -> CodeDelivery.read(answer.path("CodeDeliveryDetails")));
  }

  /**
   * Verifies an address by the code. Operation {@code VerifyUserAttribute}.
   *
   * @param code as the player typed it
   */
  public CognitoAnswer<Nothing> verify(String attribute, String code) {
    return Sense.nothing(
        changed(
            "VerifyUserAttribute",
            request().put("AttributeName", attribute).put("Code", code.strip())));
  }

  /** Changes the password. Tokens that are out stay good. Operation {@code ChangePassword}. */
  public CognitoAnswer<Nothing> changePassword(Secret previous, Secret proposed) {
    return Sense.nothing(
        changed(
            "ChangePassword",
            request()
                .put("PreviousPassword", previous.reveal())
                .put("ProposedPassword", proposed.reveal())));
  }

  /** Sets a password for a player who never had one. Operation {@code ChangePassword}. */
  public CognitoAnswer<Nothing> setFirstPassword(Secret proposed) {
    return Sense.nothing(
        changed("ChangePassword", request().put("ProposedPassword", proposed.reveal())));
  }

  /**
   * Begins to set an authenticator app up; {@link #confirmTotp} completes it. Operation {@code
   * AssociateSoftwareToken}.
   */
  public CognitoAnswer<TotpSetup> setUpTotp() {
    return SoftwareTokens.associate(calls, request()).map(SoftwareTokens.Associated::setup);
  }

  /**
   * Completes it by a code from the app. To be asked for codes from now on, the player must also
   * {@linkplain #prefer prefer} it. Operation {@code VerifySoftwareToken}.
   *
   * @param code as the player typed it
   * @param appName how the player calls the app; empty to leave it out
   */
  public CognitoAnswer<Nothing> confirmTotp(String code, Optional<String> appName) {
    return SoftwareTokens.verify(calls, request(), code.strip(), appName)
        .map(session -> Nothing.DONE);
  }

  /** Says which second factors to use. Operation {@code SetUserMFAPreference}. */
  public CognitoAnswer<Nothing> prefer(MfaPreference preference) {
    ObjectNode request = request();
    preference.addTo(request);
    return Sense.nothing(changed("SetUserMFAPreference", request));
  }

  /**
   * Makes all of the player's refresh tokens worthless, on all app clients, and all access tokens
   * to the pool. Servers that verify tokens by themselves do not see it: there they last until they
   * expire. Operation {@code GlobalSignOut}.
   */
  public CognitoAnswer<Nothing> signOutEverywhere() {
    return Sense.nothing(calls.call("GlobalSignOut", request(), Repeat.FREELY));
  }

  /** Deletes the account, for ever. Operation {@code DeleteUser}. */
  public CognitoAnswer<Nothing> delete() {
    return Sense.nothing(changed("DeleteUser", request()));
  }

  private ObjectNode request() {
    return calls.userRequest(accessToken);
  }

  private CognitoAnswer<JsonNode> changed(String operation, ObjectNode request) {
    return calls.call(operation, request, Repeat.WHEN_REFUSED_ONLY);
  }
}
