// SPDX-License-Identifier: Apache-2.0
/**
 * How to keep something so that only the holder of a secret can read it. Not exported; refresh
 * tokens and tickets are sealed with it. Open {@link io.github.gameauth.seal.Hkdf} first.
 */
@NullMarked
package io.github.gameauth.seal;

import org.jspecify.annotations.NullMarked;
