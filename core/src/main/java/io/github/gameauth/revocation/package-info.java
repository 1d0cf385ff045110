// SPDX-License-Identifier: Apache-2.0
/**
 * What makes a good token dead before it expires. {@link
 * io.github.gameauth.revocation.RevocationView} is what a verifier asks; open {@link
 * io.github.gameauth.revocation.RevocationFeed} first, which answers it from memory.
 */
@NullMarked
package io.github.gameauth.revocation;

import org.jspecify.annotations.NullMarked;
