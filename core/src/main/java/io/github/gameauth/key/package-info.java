// SPDX-License-Identifier: Apache-2.0
/**
 * Keys that signatures are checked with, and where they come from. Open {@link
 * io.github.gameauth.key.KeySource} first; {@code JwksCache} is the one that most servers use.
 */
@NullMarked
package io.github.gameauth.key;

import org.jspecify.annotations.NullMarked;
