// SPDX-License-Identifier: Apache-2.0
/**
 * From a proven credential to a session and onwards: exchange, refresh, logout, outages. Open
 * {@code SessionExchange} first.
 */
@NullMarked
package io.github.gameauth.session;

import org.jspecify.annotations.NullMarked;
