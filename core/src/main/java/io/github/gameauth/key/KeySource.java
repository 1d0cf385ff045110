// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where an issuer's keys come from: {@code JwksCache}, {@link FixedKeys}, {@link SharedSecretKeys},
 * the signing keys of a minter in the same process, or a source of one's own.
 *
 * <p>Safe to share. {@link #find} stands in the path of every verification, also on tick threads:
 * it must answer at once, without I/O, lock or waiting. A source that has to ask somebody starts
 * that behind the caller's back and answers {@link KeyAnswer.Pending}.
 */
public interface KeySource {
  /**
   * The keys that may check a token, as far as is known now.
   *
   * @param algorithm the token's algorithm, already allowed by the issuer's configuration
   * @param keyId the token's {@code kid}, to be compared exactly; {@code null} if it has none,
   *     which asks for every key that allows {@code algorithm}
   * @return keys of exactly that id, whatever algorithms they allow, or why there are none
   */
  KeyAnswer find(Algorithm algorithm, @Nullable String keyId);

  /**
   * Fetches the keys if they are not at hand, so that the first player need not wait.
   *
   * @return completes when keys are there; exceptionally if they could not be had, which a later
   *     verification tries again. By default complete at once
   */
  default CompletionStage<Void> warmUp() {
    return CompletableFuture.completedFuture(null);
  }
}
