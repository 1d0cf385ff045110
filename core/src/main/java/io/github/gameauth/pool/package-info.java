// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps objects for reuse that are dear to make: signatures, digests, buffers. Not exported. Open
 * {@link io.github.gameauth.pool.Pool}, there is nothing else.
 */
@NullMarked
package io.github.gameauth.pool;

import org.jspecify.annotations.NullMarked;
