// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link JwksCache} holds at one moment, fit for a health page: nothing in it is secret.
 *
 * @param issuer the issuer's configured name
 * @param stage how old the keys are
 * @param generation counts the sets whose keys differ, from 1; 0 before the first
 * @param keyIds the ids of the keys, or their thumbprints where they have none
 * @param fetchedAt when the issuer vouched for them last
 * @param freshUntil until when they are used without question
 * @param trustedUntil until when they are used if the issuer cannot be asked
 * @param lastFailure the code of the last failed attempt since they came
 * @param lastFailureAt when that was
 * @param consecutiveFailures how many attempts have failed since
 */
public record KeySetState(
    String issuer,
    Stage stage,
    long generation,
    List<String> keyIds,
    Optional<Instant> fetchedAt,
    Optional<Instant> freshUntil,
    Optional<Instant> trustedUntil,
    Optional<String> lastFailure,
    Optional<Instant> lastFailureAt,
    int consecutiveFailures) {
  /** How old a key set is. Stable names, fit for metrics. */
  public enum Stage {
    /** There never were any keys. */
    EMPTY,
    /** They are used without question. */
    FRESH,
    /** They are used; newer ones are asked for behind the scenes. */
    AGEING,
    /** They are used although they should have been replaced: the issuer cannot be asked. */
    STALE,
    /** They are used no longer. */
    EXPIRED,
    /** The cache was closed. */
    CLOSED
  }

  /** Copies the ids. */
  public KeySetState {
    keyIds = List.copyOf(keyIds);
  }

  /** Whether there are keys, and tokens are judged by them. */
  public boolean isTrusted() {
    return stage == Stage.FRESH || stage == Stage.AGEING || stage == Stage.STALE;
  }
}
