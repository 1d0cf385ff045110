// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.check;

import java.util.Optional;

/** Whether an asker has what we would answer (RFC 9110 §13.1.2). */
public final class IfNoneMatch {
  private IfNoneMatch() {}

  /**
   * Whether the header's list holds the tag. A weak tag will do, and no tag of ours has a comma.
   */
  public static boolean names(Optional<String> header, String entityTag) {
    if (header.isEmpty()) {
      return false;
    }
    for (String tag : header.get().split(",", -1)) {
      String trimmed = tag.trim();
      String strong = trimmed.startsWith("W/") ? trimmed.substring(2) : trimmed;
      if (strong.equals(entityTag) || strong.equals("*")) {
        return true;
      }
    }
    return false;
  }
}
