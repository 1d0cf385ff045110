// SPDX-License-Identifier: Apache-2.0
/** Open {@link io.github.gameauth.examples.sessionexchange.DualTokens} first. */
@NullMarked
package io.github.gameauth.examples.sessionexchange;

import org.jspecify.annotations.NullMarked;
