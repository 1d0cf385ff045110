// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;

/**
 * What the console's account library gives to a game for the user who plays.
 *
 * @param idToken the network service account's id token, a compact JWT
 */
public record NintendoNsaCredential(Secret idToken) {}
