// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A player's logins, none for a guest. Several at once link them to one identity, and a login given
 * for a guest's identity makes it that player's.
 *
 * <p>Immutable. Prints the providers alone.
 */
public final class Logins {
  /** More go out in one request never. */
  public static final int MAX = 10;

  private static final Logins NONE = new Logins(Map.of());

  private final Map<LoginProvider, Login> logins;

  private Logins(Map<LoginProvider, Login> logins) {
    this.logins = logins;
  }

  /** A guest: no logins. */
  public static Logins guest() {
    return NONE;
  }

  /**
   * Those logins.
   *
   * @throws IllegalArgumentException if there are none, more than {@value #MAX}, or two at one
   *     provider
   */
  public static Logins of(Login... logins) {
    return of(Arrays.asList(logins));
  }

  /**
   * Those logins.
   *
   * @throws IllegalArgumentException if there are none, more than {@value #MAX}, or two at one
   *     provider
   */
  public static Logins of(List<Login> logins) {
    Map<LoginProvider, Login> byProvider = new LinkedHashMap<>();
    for (Login login : logins) {
      if (byProvider.put(login.provider(), login) != null) {
        throw new IllegalArgumentException(
            "logins: " + login.provider() + " twice (expected: one for each provider)");
      }
    }
    // An empty list is more likely a mistake than a guest, and would make a new identity.
    if (byProvider.isEmpty() || byProvider.size() > MAX) {
      throw new IllegalArgumentException(
          "logins: " + byProvider.size() + " (expected: 1 to " + MAX + ", or guest())");
    }
    return new Logins(byProvider);
  }

  /** Whether there are none. */
  public boolean isGuest() {
    return logins.isEmpty();
  }

  /** The logins in the order in which they were given. */
  public List<Login> list() {
    return List.copyOf(logins.values());
  }

  /** Adds {@code Logins}, unless there are none: for a guest the member is left out. */
  void addTo(ObjectNode request) {
    if (!logins.isEmpty()) {
      ObjectNode member = request.putObject("Logins");
      logins.forEach((provider, login) -> member.put(provider.name(), login.token().reveal()));
    }
  }

  /** The providers. */
  @Override
  public String toString() {
    return "Logins" + logins.keySet();
  }
}
