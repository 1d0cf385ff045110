// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code AuthParameters} or {@code ChallengeResponses}: texts by name, and which may be there. */
record Parameters(Map<String, String> texts) {
  private static final Set<String> ALWAYS = Set.of("USERNAME", "SECRET_HASH", "DEVICE_KEY");

  /** Refuses what has no place there. */
  Parameters only(String... names) {
    return only(Set.of(names));
  }

  Parameters only(Set<String> names) {
    Set<String> strange = new LinkedHashSet<>(texts.keySet());
    strange.removeAll(ALWAYS);
    strange.removeIf(each -> names.contains(each) || each.startsWith("userAttributes."));
    if (!strange.isEmpty()) {
      throw ServiceError.invalidParameter("Unexpected parameter " + strange.iterator().next());
    }
    return this;
  }

  String text(String name) {
    return optional(name)
        .orElseThrow(() -> ServiceError.invalidParameter("Missing required parameter " + name));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  Optional<String> deviceKey() {
    return optional("DEVICE_KEY");
  }

  /** The user name, after the secret hash over it was found right. */
  String userName(TestAppClient client) {
    String name = text("USERNAME");
    Limits.check("Username", name);
    ClientSecrets.checkHashParameter(client, name, optional("SECRET_HASH"));
    return name;
  }
}
