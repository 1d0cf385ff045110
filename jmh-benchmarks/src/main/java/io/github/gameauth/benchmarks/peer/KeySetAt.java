// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a client finds its keys.
 *
 * @param url the key set
 * @param timeToLive how long it may be used without asking again, by each client's own setting;
 *     empty for the client's default
 */
public record KeySetAt(String url, Optional<Duration> timeToLive) {}
