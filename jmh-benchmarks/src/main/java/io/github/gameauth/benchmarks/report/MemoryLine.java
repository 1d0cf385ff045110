// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.report;

/**
 * What a remembered token weighs.
 *
 * @param token its shape
 * @param entries how many there were
 * @param bytes of the heap for each
 */
public record MemoryLine(String token, int entries, long bytes) {}
