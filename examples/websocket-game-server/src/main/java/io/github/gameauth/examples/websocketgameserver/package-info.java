// SPDX-License-Identifier: Apache-2.0
/** Open {@link io.github.gameauth.examples.websocketgameserver.GameServer} first. */
@NullMarked
package io.github.gameauth.examples.websocketgameserver;

import org.jspecify.annotations.NullMarked;
