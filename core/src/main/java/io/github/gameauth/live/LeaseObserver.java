// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.time.Instant;

/**
 * Told which players are connected. Called under the registry's lock, so that what is told last is
 * how it is: be as quick as putting into a queue, and call nothing of the registry.
 */
interface LeaseObserver {
  /** Hears nothing. */
  LeaseObserver NONE =
      new LeaseObserver() {
        @Override
        public void entered(String issuer, String subject, Instant until) {}

        @Override
        public void left(String issuer, String subject) {}
      };

  /** The player's first connection came, or the last of them will end later than said before. */
  void entered(String issuer, String subject, Instant until);

  /** The player's last connection went. */
  void left(String issuer, String subject);
}
