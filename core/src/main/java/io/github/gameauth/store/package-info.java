// SPDX-License-Identifier: Apache-2.0
/**
 * What the stores of all parts have in common: how they fail, and things that can be used once.
 * Open {@link io.github.gameauth.store.OnceStore} first.
 */
@NullMarked
package io.github.gameauth.store;

import org.jspecify.annotations.NullMarked;
