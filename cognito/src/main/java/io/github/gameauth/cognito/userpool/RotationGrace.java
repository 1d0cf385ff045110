// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

/** What becomes of a refresh token after it was rotated; a setting of the app client. */
public enum RotationGrace {
  /** It is dead at once, or nobody knows: a call whose answer was lost is not repeated. */
  NONE_KNOWN,
  /** It stays good for some seconds: a call whose answer was lost is repeated at once. */
  SOME_SECONDS
}
