// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.time.Instant;

/**
 * A token to hand to its player, and what the host may want to know of it.
 *
 * @param token the compact JWT
 * @param expiresAt when it expires, its {@code exp}
 * @param refreshIn when the player should come for the next one, counted from now: between 70 % and
 *     90 % of its life, drawn anew for each token, so that players do not come in herds
 * @param tokenId its {@code jti}
 * @param keyId the id of the key that signed it
 */
public record MintedToken(
    Secret token, Instant expiresAt, Duration refreshIn, String tokenId, String keyId) {}
