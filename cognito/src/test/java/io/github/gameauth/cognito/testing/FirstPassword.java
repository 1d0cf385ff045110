// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code NEW_PASSWORD_REQUIRED}: a user made by an operator chooses a password of their own. */
final class FirstPassword {
  private static final String PREFIX = "userAttributes.";

  private final PoolState pool;
  private final NextStep next;

  FirstPassword(PoolState pool, NextStep next) {
    this.pool = pool;
    this.next = next;
  }

  ObjectNode answer(SignIn signIn, Parameters given) {
    PoolUser user = signIn.known();
    String password = given.text("NEW_PASSWORD");
    Map<String, String> attributes = new LinkedHashMap<>();
    given
        .texts()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), value);
              }
            });
    for (String name : attributes.keySet()) {
      if (!user.attribute(name).isEmpty()) {
        throw ServiceError.notAuthorized("Cannot modify an already provided " + name);
      }
    }
    AttributeRules.checkWritable(attributes);
    for (String name : pool.settings.requiredAttributes()) {
      if (user.attribute(name).isEmpty() && attributes.getOrDefault(name, "").isEmpty()) {
        throw ServiceError.invalidParameter("Invalid attributes given, " + name + " is missing");
      }
    }
    pool.judgeNewPassword(Optional.of(user), password);
    pool.setPassword(user, password);
    user.attributes.putAll(attributes);
    user.status = PoolUser.Status.CONFIRMED;
    return next.of(signIn);
  }
}
