// SPDX-License-Identifier: Apache-2.0
/** Open {@link io.github.gameauth.examples.quickstart.Quickstart} first. */
@NullMarked
package io.github.gameauth.examples.quickstart;

import org.jspecify.annotations.NullMarked;
