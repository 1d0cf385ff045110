// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.token;

import io.github.gameauth.json.JsonObject;
import io.github.gameauth.key.Algorithm;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header members that mean something here (RFC 7515 §4.1). Members that carry or locate keys
 * ({@code jwk}, {@code jku}, {@code x5u}, {@code x5c}, {@code x5t}) are never read: a token does
 * not choose what it is checked with.
 *
 * @param members all of them, for {@link Claims#header}
 */
record JoseHeader(
    Algorithm algorithm, Optional<String> keyId, Optional<String> type, JsonObject members) {

  static JoseHeader of(JsonObject members, Set<Algorithm> allowed) throws TokenRejectedException {
    if (members.containsKey("crit")) {
      throw Malformed.CRIT.exception();
    }
    if (members.containsKey("b64")) {
      throw Malformed.B64.exception();
    }
    if (members.containsKey("zip")) {
      throw Malformed.ZIP.exception();
    }
    Algorithm algorithm = algorithm(members.get("alg"), allowed);
    Optional<String> keyId = keyId(members);
    Optional<String> type = mediaType(members, "typ", Malformed.TYP);
    mediaType(members, "cty", Malformed.CTY);
    return new JoseHeader(algorithm, keyId, type, members);
  }

  private static Algorithm algorithm(@Nullable Object alg, Set<Algorithm> allowed)
      throws TokenRejectedException {
    if (!(alg instanceof String name)) {
      throw Malformed.ALG.exception();
    }
    Optional<Algorithm> algorithm = Algorithm.named(name);
    if (algorithm.isEmpty() || !allowed.contains(algorithm.get())) {
      throw Malformed.ALGORITHM.exception();
    }
    return algorithm.get();
  }

  private static Optional<String> keyId(JsonObject members) throws TokenRejectedException {
    Object kid = members.get("kid");
    if (kid == null && !members.containsKey("kid")) {
      return Optional.empty();
    }
    if (!(kid instanceof String keyId)) {
      throw Malformed.KID.exception();
    }
    if (keyId.length() > TokenLimits.KEY_ID_LENGTH) {
      throw Malformed.KEY_ID_LENGTH.exception();
    }
    if (!PrintableText.isPrintable(keyId)) {
      throw Malformed.KID.exception();
    }
    return Optional.of(keyId);
  }

  private static Optional<String> mediaType(JsonObject members, String name, Malformed complaint)
      throws TokenRejectedException {
    Object value = members.get(name);
    if (value == null && !members.containsKey(name)) {
      return Optional.empty();
    }
    if (value instanceof String text
        && text.length() <= TokenLimits.TYPE_LENGTH
        && PrintableText.isPrintable(text)) {
      return Optional.of(text);
    }
    throw complaint.exception();
  }
}
