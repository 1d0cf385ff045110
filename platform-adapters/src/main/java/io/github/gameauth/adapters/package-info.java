// SPDX-License-Identifier: Apache-2.0

/** One file per game platform, each proving one kind of credential. */
@NullMarked
package io.github.gameauth.adapters;

import org.jspecify.annotations.NullMarked;
