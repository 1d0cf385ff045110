// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.check.Moment;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The time of day and the monotonic clock, of which neither is enough alone. */
record KeyTime(InstantSource clock, LongSupplier ticker) {
  Moment now() {
    return new Moment(clock.millis(), ticker.getAsLong());
  }

  long wallMillis() {
    return clock.millis();
  }

  long nanos() {
    return ticker.getAsLong();
  }
}
