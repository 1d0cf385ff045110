// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.secret.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that a sign-in asks of the player. Answered once, through {@link UserPool#answers}, on
 * this node or on any other that has the same pool and app client.
 *
 * <p>Immutable; two are equal if they are the same challenge. Each prints its kind and nothing
 * else.
 */
public sealed interface Challenge {
  /** What the service wants back with the answer; nothing in it is for the player. */
  ChallengeState state();

  /**
   * The challenge as a text for another node. It is worth as much as the sign-in so far, and may
   * hold a device's password: keep it where only servers look, or encrypted.
   */
  default Secret toJson() {
    return state().toJson();
  }

  /** The challenge that {@link #toJson} wrote; empty if it is anything else. */
  static Optional<Challenge> fromJson(Secret json) {
    return ChallengeState.fromJson(json).map(ChallengeReader::read);
  }

  /** How a code reaches the player. */
  enum CodeKind {
    /** By text message, as second factor. */
    SMS_MFA,
    /** From an authenticator app. */
    SOFTWARE_TOKEN_MFA,
    /** By e-mail, as second factor or as only one. */
    EMAIL_OTP,
    /** By text message, as only factor. */
    SMS_OTP
  }

  /**
   * A code.
   *
   * @param kind how it reaches the player
   * @param hint where it was sent, masked by the service; or what the player called their
   *     authenticator
   * @param state for the answer
   */
  record Code(CodeKind kind, Optional<String> hint, ChallengeState state) implements Challenge {
    @Override
    public String toString() {
      return "Code(" + kind + ")";
    }
  }

  /**
   * Which second factor to use.
   *
   * @param kinds those that the player has set up, as far as they are known here
   * @param state for the answer
   */
  record SelectMfa(Set<MfaKind> kinds, ChallengeState state) implements Challenge {
    /** Keeps a copy of the set. */
    public SelectMfa {
      kinds = Set.copyOf(kinds);
    }

    @Override
    public String toString() {
      return "SelectMfa(" + kinds + ")";
    }
  }

  /**
   * With what to begin, in a choice-based sign-in.
   *
   * @param factors those that the player has, as far as they are known here
   * @param state for the answer
   */
  record SelectFirstFactor(Set<FirstFactor> factors, ChallengeState state) implements Challenge {
    /** Keeps a copy of the set. */
    public SelectFirstFactor {
      factors = Set.copyOf(factors);
    }

    @Override
    public String toString() {
      return "SelectFirstFactor(" + factors + ")";
    }
  }

  /**
   * The password, in a choice-based sign-in.
   *
   * @param proved whether by SRP; else it is sent
   * @param state for the answer
   */
  record Password(boolean proved, ChallengeState state) implements Challenge {
    @Override
    public String toString() {
      return "Password(" + (proved ? "SRP" : "sent") + ")";
    }
  }

  /**
   * A password of the player's own, since an operator gave them the present one.
   *
   * @param requiredAttributes which attributes have to be given with it, and no others
   * @param userAttributes those that the account has
   * @param state for the answer
   */
  record NewPassword(
      Set<String> requiredAttributes, Map<String, String> userAttributes, ChallengeState state)
      implements Challenge {
    /** Keeps copies. */
    public NewPassword {
      requiredAttributes = Set.copyOf(requiredAttributes);
      userAttributes = Map.copyOf(userAttributes);
    }

    @Override
    public String toString() {
      return "NewPassword";
    }
  }

  /**
   * A second factor has to be set up: the pool demands one, and the player has none.
   *
   * @param kinds which can be, as far as they are known here
   * @param state for the answer
   */
  record SetUpMfa(Set<MfaKind> kinds, ChallengeState state) implements Challenge {
    /** Keeps a copy of the set. */
    public SetUpMfa {
      kinds = Set.copyOf(kinds);
    }

    @Override
    public String toString() {
      return "SetUpMfa(" + kinds + ")";
    }
  }

  /**
   * Whatever the pool's own trigger asks. May come again after an answer, right or wrong.
   *
   * @param parameters what the trigger published; a stranger's words to this library
   * @param state for the answer
   */
  record Custom(Map<String, String> parameters, ChallengeState state) implements Challenge {
    /** Keeps a copy of the map. */
    public Custom {
      parameters = Map.copyOf(parameters);
    }

    @Override
    public String toString() {
      return "Custom";
    }
  }

  /**
   * A passkey's signature, made on the player's machine.
   *
   * @param requestOptions the options for {@code navigator.credentials.get}, as JSON
   * @param state for the answer
   */
  record WebAuthn(String requestOptions, ChallengeState state) implements Challenge {
    @Override
    public String toString() {
      return "WebAuthn";
    }
  }

  /**
   * Something that this library does not know, or cannot do with what it has.
   *
   * @param name as on the wire, if it is fit to be shown; else empty
   * @param parameters as they came
   * @param state for the answer
   */
  record Unknown(String name, Map<String, String> parameters, ChallengeState state)
      implements Challenge {
    /** Keeps a copy of the map. */
    public Unknown {
      parameters = Map.copyOf(parameters);
    }

    @Override
    public String toString() {
      return "Unknown(" + name + ")";
    }
  }
}
