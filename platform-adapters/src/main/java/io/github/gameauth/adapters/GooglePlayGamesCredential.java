// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;

/**
 * What an Android client got from {@code GamesSignInClient.requestServerSideAccess}. Good for one
 * login; after any failure the client asks for another.
 *
 * @param code the server auth code, as it is: its slash is not written as {@code %2F}
 */
public record GooglePlayGamesCredential(Secret code) {}
