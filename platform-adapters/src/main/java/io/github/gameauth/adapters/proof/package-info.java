// SPDX-License-Identifier: Apache-2.0

/**
 * What the adapters share: asking a platform's web API, proving signed id tokens, exchanging codes,
 * checking certificates. Open {@link io.github.gameauth.adapters.proof.PlatformApi} first, then
 * {@link io.github.gameauth.adapters.proof.IdTokenProof}.
 */
@NullMarked
package io.github.gameauth.adapters.proof;

import org.jspecify.annotations.NullMarked;
