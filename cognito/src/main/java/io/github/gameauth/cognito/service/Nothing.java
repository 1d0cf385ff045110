// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.service;

/** What a call gives that only does something: that it was done. */
public enum Nothing {
  /** It was done, and there is nothing more to say. */
  DONE
}
