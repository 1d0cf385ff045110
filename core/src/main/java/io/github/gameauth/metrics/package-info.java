// SPDX-License-Identifier: Apache-2.0
/**
 * What the library does, as meters of Micrometer, which whoever uses this package brings along.
 * Open {@link io.github.gameauth.metrics.MicrometerListener} first; {@link
 * io.github.gameauth.metrics.AuthGauges} adds what is looked at rather than counted.
 */
@NullMarked
package io.github.gameauth.metrics;

import org.jspecify.annotations.NullMarked;
