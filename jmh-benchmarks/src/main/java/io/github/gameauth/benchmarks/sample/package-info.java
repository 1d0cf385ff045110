// SPDX-License-Identifier: Apache-2.0
/**
 * The tokens that are measured with, good and bad, made by the JCA alone so that nothing measured
 * has a part in them. Open {@link io.github.gameauth.benchmarks.sample.TokenShape} first.
 */
@NullMarked
package io.github.gameauth.benchmarks.sample;

import org.jspecify.annotations.NullMarked;
