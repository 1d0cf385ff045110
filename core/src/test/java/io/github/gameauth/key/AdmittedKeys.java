// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of one document, admitted as those of an issuer are, without the HTTP around it. */
public final class AdmittedKeys implements KeySource {
  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

  private final JwkSet set;

  private AdmittedKeys(JwkSet set) {
    this.set = set;
  }

  /** The keys of a key set document (RFC 7517 §5). */
  public static AdmittedKeys of(String jwks) {
    try {
      return new AdmittedKeys(
          JwkSetReader.read(jwks.getBytes(UTF_8), 100, new JwkAdmission(NOW, Set.of())));
    } catch (JwkSetReader.UnreadableException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public KeyAnswer find(Algorithm algorithm, @Nullable String keyId) {
    KeyAnswer answer = set.answer(algorithm, keyId);
    return answer == null ? KeyAnswer.UNKNOWN : answer;
  }

  /** The codes of the entries that were refused, in the document's order. */
  public List<String> refusals() {
    return set.refusals().stream().map(JwkRefusal::name).toList();
  }
}
