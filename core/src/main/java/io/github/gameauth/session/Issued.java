// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.platform.Platform;

/**
 * A session to hand out, and what listeners hear of it.
 *
 * @param platform who vouched for the player at login
 * @param repeated whether the same refresh token had been used a moment before
 */
record Issued(Session session, Platform platform, boolean repeated) {}
