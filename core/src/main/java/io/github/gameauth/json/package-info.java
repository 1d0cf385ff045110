// SPDX-License-Identifier: Apache-2.0
/**
 * Reads JSON that a stranger wrote: one way to read each text, or none. Open {@link
 * io.github.gameauth.json.StrictJson} first. Not exported; tokens, key sets and upstream answers
 * are read with it.
 */
@NullMarked
package io.github.gameauth.json;

import org.jspecify.annotations.NullMarked;
