// SPDX-License-Identifier: Apache-2.0
/**
 * One file for each kind of server, to be copied; {@link
 * io.github.gameauth.examples.serverglue.ServerGlue} starts them all. Open the one that you need.
 */
@NullMarked
package io.github.gameauth.examples.serverglue;

import org.jspecify.annotations.NullMarked;
