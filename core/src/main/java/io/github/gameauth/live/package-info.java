// SPDX-License-Identifier: Apache-2.0
/**
 * Connections that outlive the check of their token: how the token comes in when one opens, and how
 * it ends when it should. Open {@link io.github.gameauth.live.HandshakeAuthenticator} first, which
 * lets players in; then {@link io.github.gameauth.live.ConnectionRegistry}, which gives each
 * connection a {@link io.github.gameauth.live.SessionLease} that ends when the player's token does,
 * or sooner. {@link io.github.gameauth.live.JoinGate} takes tickets for one game server, and {@link
 * io.github.gameauth.live.ConnectionDirectory} tells servers where a player's connections are.
 */
@NullMarked
package io.github.gameauth.live;

import org.jspecify.annotations.NullMarked;
