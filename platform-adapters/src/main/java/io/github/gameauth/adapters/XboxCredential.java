// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;

/**
 * What an Xbox client got from {@code XUserGetTokenAndSignatureAsync} for a URL that Partner Center
 * maps to our relying party. Xbox keeps a token for as long as it is good, so a client that logs in
 * again asks for a new one by {@code ForceRefresh}.
 *
 * @param authorization the whole value for the {@code Authorization} header: {@code XBL3.0 x=}, the
 *     user hash, a semicolon and the token
 */
public record XboxCredential(Secret authorization) {}
