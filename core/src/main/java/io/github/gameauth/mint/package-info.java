// SPDX-License-Identifier: Apache-2.0
/**
 * Makes players' tokens and looks after the keys that sign them. Open {@link
 * io.github.gameauth.mint.TokenMinter} first, then {@link io.github.gameauth.mint.SigningKeys} for
 * where its keys come from, and {@link io.github.gameauth.mint.JwksDocument} for how others learn
 * them.
 */
@NullMarked
package io.github.gameauth.mint;

import org.jspecify.annotations.NullMarked;
