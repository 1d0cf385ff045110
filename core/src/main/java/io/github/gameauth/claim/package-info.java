// SPDX-License-Identifier: Apache-2.0
/**
 * What a token must say to be believed, one policy a file. Open {@link
 * io.github.gameauth.claim.ClaimPolicy} first; {@link io.github.gameauth.claim.TokenProfile} puts
 * policies together for each kind of token.
 */
@NullMarked
package io.github.gameauth.claim;

import org.jspecify.annotations.NullMarked;
