// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

/**
 * A credential that may be of several platforms, and says of which. Where an exchange has several
 * adapters for one kind of credential, it selects by this; the word proves nothing.
 */
public interface PlatformCredential {
  /** Whose credential the client says it is. */
  Platform platform();
}
