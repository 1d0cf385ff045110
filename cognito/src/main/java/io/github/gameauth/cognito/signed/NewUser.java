// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

import io.github.gameauth.secret.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A user to be made by the operator. Until they set a password of their own they are asked for one
 * when they sign in.
 *
 * @param userName 1 to 128 characters
 * @param attributes their attributes; {@code email_verified} and {@code phone_number_verified} may
 *     be set to {@code true} for what was verified elsewhere
 * @param temporaryPassword empty to have the pool make one up
 * @param invitation whether and how the user is told
 * @param takesAliasOver whether an e-mail address or phone number that another user has verified is
 *     taken from them; dangerous
 * @param metadata handed to the pool's triggers, and not kept; no place for secrets
 */
public record NewUser(
    String userName,
    Map<String, String> attributes,
    Optional<Secret> temporaryPassword,
    Invitation invitation,
    boolean takesAliasOver,
    Map<String, String> metadata) {
  /** Whether and how a new user is told. */
  public enum Invitation {
    /** No message: for accounts that mirror a login elsewhere. */
    NONE,
    /** By e-mail. */
    EMAIL,
    /** By text message. */
    SMS,
    /** By both. */
    EMAIL_AND_SMS,
    /** By e-mail once more, for a user who is there and has not yet come. */
    EMAIL_AGAIN,
    /** By text message once more, for a user who is there and has not yet come. */
    SMS_AGAIN;

    Set<String> mediums() {
      return switch (this) {
        case NONE -> Set.of();
        case EMAIL, EMAIL_AGAIN -> Set.of("EMAIL");
        case SMS, SMS_AGAIN -> Set.of("SMS");
        case EMAIL_AND_SMS -> Set.of("EMAIL", "SMS");
      };
    }

    Optional<String> action() {
      return switch (this) {
        case NONE -> Optional.of("SUPPRESS");
        case EMAIL_AGAIN, SMS_AGAIN -> Optional.of("RESEND");
        case EMAIL, SMS, EMAIL_AND_SMS -> Optional.empty();
      };
    }
  }

  /** Checks the name, and copies the collections. */
  public NewUser {
    UserPoolAdmin.requireUserName(userName);
    attributes = Map.copyOf(attributes);
    metadata = Map.copyOf(metadata);
  }

  /** A user without attributes, who is not told. */
  public static NewUser named(String userName) {
    return new NewUser(userName, Map.of(), Optional.empty(), Invitation.NONE, false, Map.of());
  }

  /** With those attributes, in place of others. */
  public NewUser attributes(Map<String, String> attributes) {
    return new NewUser(
        userName, attributes, temporaryPassword, invitation, takesAliasOver, metadata);
  }

  /** With that password, which ends after some days. */
  public NewUser temporaryPassword(Secret password) {
    return new NewUser(
        userName, attributes, Optional.of(password), invitation, takesAliasOver, metadata);
  }

  /** Told in that way. */
  public NewUser invitation(Invitation invitation) {
    return new NewUser(
        userName, attributes, temporaryPassword, invitation, takesAliasOver, metadata);
  }

  /** Takes verified addresses and numbers away from whoever has them. */
  public NewUser takingAliasOver() {
    return new NewUser(userName, attributes, temporaryPassword, invitation, true, metadata);
  }

  /** With something for the triggers. */
  public NewUser metadata(Map<String, String> metadata) {
    return new NewUser(
        userName, attributes, temporaryPassword, invitation, takesAliasOver, metadata);
  }

  /** The name alone. */
  @Override
  public String toString() {
    return "NewUser(" + userName + ")";
  }
}
