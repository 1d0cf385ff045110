// SPDX-License-Identifier: Apache-2.0
/**
 * What makes a good token dead before it expires. Open {@link
 * io.github.gameauth.revocation.RevocationView} first.
 */
@NullMarked
package io.github.gameauth.revocation;

import org.jspecify.annotations.NullMarked;
