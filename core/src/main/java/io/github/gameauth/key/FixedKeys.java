// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are known from the start and never change, such as one in a configuration file.
 *
 * <p>Immutable and safe to share.
 */
public final class FixedKeys implements KeySource {
  private final List<VerificationKey> keys;
  private final Map<String, KeyAnswer> byId;

  private FixedKeys(List<VerificationKey> keys) {
    this.keys = keys;
    this.byId =
        keys.stream()
            .filter(key -> key.keyId().isPresent())
            .collect(
                Collectors.groupingBy(
                    key -> key.keyId().orElseThrow(),
                    Collectors.collectingAndThen(Collectors.toList(), KeyAnswer.Found::new)));
  }

  /**
   * A source of exactly these keys.
   *
   * @throws IllegalArgumentException if there is none, or one is a shared secret, for which {@link
   *     SharedSecretKeys} are
   */
  public static FixedKeys of(VerificationKey... keys) {
    if (keys.length == 0) {
      throw new IllegalArgumentException("keys: none (expected: at least 1)");
    }
    for (VerificationKey key : keys) {
      if (key.allows(Algorithm.HS256)) {
        throw new IllegalArgumentException("keys: HS256 (expected: public keys only)");
      }
    }
    return new FixedKeys(List.of(keys));
  }

  @Override
  public KeyAnswer find(Algorithm algorithm, @Nullable String keyId) {
    if (keyId != null) {
      KeyAnswer found = byId.get(keyId);
      return found == null ? KeyAnswer.UNKNOWN : found;
    }
    List<VerificationKey> fitting = keys.stream().filter(key -> key.allows(algorithm)).toList();
    return fitting.isEmpty() ? KeyAnswer.UNKNOWN : new KeyAnswer.Found(fitting);
  }
}
