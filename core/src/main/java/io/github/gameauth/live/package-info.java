// SPDX-License-Identifier: Apache-2.0
/**
 * Connections that outlive the check of their token. Open {@link
 * io.github.gameauth.live.ConnectionRegistry} first: it gives each connection a {@link
 * io.github.gameauth.live.SessionLease} that ends when the player's token does, or sooner. {@link
 * io.github.gameauth.live.ConnectionDirectory} tells servers where a player's connections are.
 */
@NullMarked
package io.github.gameauth.live;

import org.jspecify.annotations.NullMarked;
