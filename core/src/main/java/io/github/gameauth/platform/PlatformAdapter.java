// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

/**
 * Proves one kind of credential. Most ask the platform over the network and so may block, up to the
 * limits of their settings; none of them throws for what a stranger sent.
 *
 * <p>Safe to share. That a credential was made for our game is checked wherever the platform can
 * tell.
 *
 * @param <C> the credential, a record that holds its secrets as {@code Secret}
 */
public interface PlatformAdapter<C> {
  /** Whose credentials it proves. */
  Platform platform();

  /** What a credential is; with it an exchange finds the adapter for what a player brought. */
  Class<C> credentialType();

  /** Proves {@code credential}, or says why not. */
  PlatformVerdict verify(C credential);
}
