// SPDX-License-Identifier: Apache-2.0
/**
 * How clients behave whose keys must be fetched: on rotations, outages and floods, by counts and
 * waits, with a real server on loopback. Open {@link io.github.gameauth.benchmarks.keyset.Question}
 * first, then {@link io.github.gameauth.benchmarks.keyset.Scenario}.
 */
@NullMarked
package io.github.gameauth.benchmarks.keyset;

import org.jspecify.annotations.NullMarked;
