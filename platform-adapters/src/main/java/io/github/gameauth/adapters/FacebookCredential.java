// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;
import java.util.Optional;

/**
 * What a client got from Facebook Login. On iOS it depends on the player's consent to tracking
 * which of the two it is; they are told apart here, by their form.
 *
 * @param token the user access token, or Limited Login's authentication token, a compact JWT
 * @param nonce the nonce that was made for this login; access tokens have none, and then it is not
 *     looked at
 */
public record FacebookCredential(Secret token, Optional<Secret> nonce) {}
