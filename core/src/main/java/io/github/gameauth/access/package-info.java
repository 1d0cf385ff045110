// SPDX-License-Identifier: Apache-2.0
/**
 * What may keep a proven player out: bans, countries, ownership, moderation, and the secret that
 * proves a request came through the edge. Open {@code AccessChecks} first.
 */
@NullMarked
package io.github.gameauth.access;

import org.jspecify.annotations.NullMarked;
