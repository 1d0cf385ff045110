// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import java.util.regex.Pattern;

/**
 * Names an identity pool, as in {@code eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d}.
 *
 * @param id the whole id; at most 55 characters
 */
public record IdentityPoolId(String id) {
  private static final int MAX_LENGTH = 55;
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]+:[0-9a-f-]+");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it has another
   */
  public IdentityPoolId {
    if (id.length() > MAX_LENGTH || !FORM.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "identityPoolId: " + Shown.of(id) + " (expected: a region, a colon and a UUID)");
    }
    AwsRegion.of(id.substring(0, id.indexOf(':')));
  }

  /** The pool of that id. */
  public static IdentityPoolId of(String id) {
    return new IdentityPoolId(id);
  }

  /** The region in the id; the only one that knows the pool. */
  public AwsRegion region() {
    return AwsRegion.of(id.substring(0, id.indexOf(':')));
  }

  /** The id. */
  @Override
  public String toString() {
    return id;
  }
}
