// SPDX-License-Identifier: Apache-2.0
/**
 * Small real things that tests share, also those of the other modules. Open {@link
 * io.github.gameauth.testing.TestIssuer} first: it really signs.
 */
@NullMarked
package io.github.gameauth.testing;

import org.jspecify.annotations.NullMarked;
