// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pool's schema: the standard attributes, and any of one's own. */
final class AttributeRules {
  private static final Set<String> STANDARD =
      Set.of(
          "address",
          "birthdate",
          "email",
          "family_name",
          "gender",
          "given_name",
          "locale",
          "middle_name",
          "name",
          "nickname",
          "phone_number",
          "picture",
          "preferred_username",
          "profile",
          "updated_at",
          "website",
          "zoneinfo");

  private AttributeRules() {}

  /** Refuses what a player may not write. */
  static void checkWritable(Map<String, String> attributes) {
    for (String name : attributes.keySet()) {
      if (name.equals("sub") || name.equals("identities") || name.endsWith("_verified")) {
        throw ServiceError.notAuthorized("A client attempted to write unauthorized attribute");
      }
      if (!name.startsWith("custom:") && !STANDARD.contains(name)) {
        throw ServiceError.invalidParameter(
            "Attributes did not conform to the schema: " + name + ": Attribute does not exist.");
      }
    }
    String number = attributes.getOrDefault("phone_number", "");
    if (!number.isEmpty() && !number.matches("\\+[0-9]{1,15}")) {
      throw ServiceError.invalidParameter("Invalid phone number format.");
    }
    String address = attributes.getOrDefault("email", "");
    if (!address.isEmpty() && address.indexOf('@') < 1) {
      throw ServiceError.invalidParameter("Invalid email address format.");
    }
  }

  /** Where the first code goes: the e-mail address, or else the telephone number. */
  static Optional<String> contact(PoolUser user) {
    if (!user.attribute("email").isEmpty()) {
      return Optional.of("email");
    }
    return user.attribute("phone_number").isEmpty()
        ? Optional.empty()
        : Optional.of("phone_number");
  }

  /** Where a reset code goes: a contact that is known to be the user's. */
  static Optional<String> verifiedContact(PoolUser user) {
    if (user.verified("email")) {
      return Optional.of("email");
    }
    return user.verified("phone_number") ? Optional.of("phone_number") : Optional.empty();
  }
}
