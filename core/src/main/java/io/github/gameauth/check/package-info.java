// SPDX-License-Identifier: Apache-2.0
/** Checks of settings and names, shared below everything. Not exported. */
@NullMarked
package io.github.gameauth.check;

import org.jspecify.annotations.NullMarked;
