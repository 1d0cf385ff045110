// SPDX-License-Identifier: Apache-2.0
/**
 * Platforms' credentials that are proved here, without asking anybody, and the cryptography that
 * this takes at least. Open {@link io.github.gameauth.benchmarks.proof.LocalProof} first.
 */
@NullMarked
package io.github.gameauth.benchmarks.proof;

import org.jspecify.annotations.NullMarked;
