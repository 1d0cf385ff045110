// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import java.util.regex.Pattern;

/**
 * Names a user pool, as in {@code eu-west-1_AbCdEf123}: the region that it was made in, and its
 * name there.
 *
 * @param id the whole id; at most 55 characters
 */
public record UserPoolId(String id) {
  private static final int MAX_LENGTH = 55;
  // \w spelt out: what is a letter shall not depend on flags.
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9_-]+_[0-9a-zA-Z]+");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it has another
   */
  public UserPoolId {
    if (id.length() > MAX_LENGTH || !FORM.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "userPoolId: " + Shown.of(id) + " (expected: an id such as eu-west-1_AbCdEf123)");
    }
    AwsRegion.of(id.substring(0, id.indexOf('_')));
  }

  /** The pool of that id. */
  public static UserPoolId of(String id) {
    return new UserPoolId(id);
  }

  /**
   * The region in the id, where the pool was made. A pool with a replica is reached in another one,
   * too, under the same id.
   */
  public AwsRegion region() {
    return AwsRegion.of(id.substring(0, id.indexOf('_')));
  }

  /** What follows the first underscore: the name that goes into a password proof. */
  public String poolName() {
    return id.substring(id.indexOf('_') + 1);
  }

  /** The id. */
  @Override
  public String toString() {
    return id;
  }
}
