// SPDX-License-Identifier: Apache-2.0
/**
 * What GameAuth costs, beside other libraries and beside what nobody can go below. Open {@link
 * io.github.gameauth.benchmarks.VerifyBenchmark} first; the module's README has a command per
 * question and the last answers.
 */
@NullMarked
package io.github.gameauth.benchmarks;

import org.jspecify.annotations.NullMarked;
