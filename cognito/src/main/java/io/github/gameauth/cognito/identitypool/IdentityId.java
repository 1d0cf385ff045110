// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import io.github.gameauth.cognito.AwsRegion;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one identity of an identity pool: a region, a colon and a UUID. It is not the {@code sub}
 * of a user pool. Stable, so keep it; for a guest it is all there is.
 *
 * @param id the whole id; at most 55 characters
 */
public record IdentityId(String id) {
  private static final int MAX_LENGTH = 55;
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*:[0-9a-f-]+");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it has another
   */
  public IdentityId {
    if (!isOne(id)) {
      throw new IllegalArgumentException(
          "identityId: " + id.length() + " characters (expected: a region, a colon and a UUID)");
    }
  }

  /** The identity of that id. */
  public static IdentityId of(String id) {
    return new IdentityId(id);
  }

  /** The region in the id. */
  public AwsRegion region() {
    return AwsRegion.of(id.substring(0, id.indexOf(':')));
  }

  /** The identity of that id; empty if it has not the form of one. */
  public static Optional<IdentityId> find(String id) {
    return isOne(id) ? Optional.of(new IdentityId(id)) : Optional.empty();
  }

  private static boolean isOne(String text) {
    return text.length() <= MAX_LENGTH && FORM.matcher(text).matches();
  }

  /** The id. */
  @Override
  public String toString() {
    return id;
  }
}
