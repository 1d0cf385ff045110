// SPDX-License-Identifier: Apache-2.0
/**
 * Where the library keeps what servers share. Open {@link io.github.gameauth.storage.Stores} first,
 * then the engine of your choice.
 */
@NullMarked
package io.github.gameauth.storage;

import org.jspecify.annotations.NullMarked;
