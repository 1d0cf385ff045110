// SPDX-License-Identifier: Apache-2.0

/** The checks that settings records share. Open {@code Require}. Not exported. */
@NullMarked
package io.github.gameauth.adapters.check;

import org.jspecify.annotations.NullMarked;
