// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.secret.Secret;
import java.time.Instant;

/**
 * What a player gets who proved an identity that leads to another account, to say what shall become
 * of it. Good once, in the session that got it, with {@link Accounts#keep}, {@link
 * Accounts#transfer} or {@link Accounts#merge}.
 *
 * @param secret what the client brings back, 256 random bits; it tells nothing about the account
 * @param expiresAt since when it is good no longer
 */
public record LinkTicket(Secret secret, Instant expiresAt) {}
