// SPDX-License-Identifier: Apache-2.0
/**
 * How somebody else's word about a player is proved. Open {@link
 * io.github.gameauth.platform.PlatformAdapter} first, then {@link
 * io.github.gameauth.platform.PlatformVerdict}.
 */
@NullMarked
package io.github.gameauth.platform;

import org.jspecify.annotations.NullMarked;
