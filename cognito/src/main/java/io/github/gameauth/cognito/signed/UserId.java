// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.signed;

/** Players' names with us, as a developer provider may give them. */
final class UserId {
  private static final int MAX_LENGTH = 1024;

  private UserId() {}

  static void require(String name, String userId) {
    if (userId.isEmpty() || userId.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          name + ": " + userId.length() + " characters (expected: 1 to " + MAX_LENGTH + ")");
    }
  }
}
