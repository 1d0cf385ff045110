// SPDX-License-Identifier: Apache-2.0
/**
 * What the library does, in the recordings of JDK Flight Recorder. Open {@link
 * io.github.gameauth.flight.FlightRecorderListener} first; the events are described in the
 * recordings themselves, under the category GameAuth.
 */
@NullMarked
package io.github.gameauth.flight;

import org.jspecify.annotations.NullMarked;
