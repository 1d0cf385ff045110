// SPDX-License-Identifier: Apache-2.0
/**
 * Every library that is measured, one a file: how it is asked to verify and to mint. A new one is
 * its file and a line in {@link io.github.gameauth.benchmarks.peer.Verifier}, and another in {@link
 * io.github.gameauth.benchmarks.peer.Minter} if it mints.
 */
@NullMarked
package io.github.gameauth.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
