// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.secret.Secret;

/**
 * What a player who signed in to a user pool brings: a token of the pool.
 *
 * @param token the id or access token, whichever the adapter's pools take
 */
public record CognitoCredential(Secret token) {}
