// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.json;

/**
 * The text is not strict JSON or exceeds a limit. Made without a stack trace and without any of the
 * text, since floods of such texts arrive.
 */
public final class JsonRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean limit;

  private JsonRejectedException(String message, boolean limit) {
    super(message, null, false, false);
    this.limit = limit;
  }

  static JsonRejectedException malformed() {
    return new JsonRejectedException("not strict JSON", false);
  }

  static JsonRejectedException limit() {
    return new JsonRejectedException("over a JSON limit", true);
  }

  /** Whether a limit was hit, as opposed to a text that is not strict JSON. */
  public boolean isLimit() {
    return limit;
  }
}
