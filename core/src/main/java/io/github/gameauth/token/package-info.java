// SPDX-License-Identifier: Apache-2.0
/**
 * From bytes to claims. Open {@link io.github.gameauth.token.Claims} first: holding one proves that
 * a signature was checked. {@link io.github.gameauth.token.UnverifiedToken} is the way there.
 */
@NullMarked
package io.github.gameauth.token;

import org.jspecify.annotations.NullMarked;
