// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.mint;

import io.github.gameauth.check.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a token lives that does not say so itself. Asked for each token, so an answer may change
 * at run time: longer tokens mean fewer refreshes, which sheds load. What it answers is kept
 * between {@link #SHORTEST} and the longest that the signing keys allow.
 *
 * <p>Must be quick and safe to share.
 */
@FunctionalInterface
public interface TokenLifetimes {
  /** No token is minted for less. */
  Duration SHORTEST = Duration.ofMinutes(1);

  /** No token is minted for more. */
  Duration LONGEST = Duration.ofHours(24);

  /**
   * What a lifetime may depend on.
   *
   * @param platform the platform the player came from, if the token tells
   * @param assurance the token's {@code acr}, if it has one
   * @param degraded whether the platform could not be asked when the player came
   * @param load how busy the host is, 0 to 1, as the minter's load signal tells
   */
  record Request(
      Optional<String> platform, Optional<String> assurance, boolean degraded, double load) {}

  /** How long the token lives. */
  Duration lifetimeFor(Request request);

  /** 15 minutes, or 5 for a player whose platform could not be asked. */
  static TokenLifetimes usual() {
    return always(Duration.ofMinutes(15));
  }

  /**
   * Always {@code lifetime}, or at most 5 minutes for a player whose platform could not be asked.
   */
  static TokenLifetimes always(Duration lifetime) {
    return growingWithLoad(lifetime, lifetime);
  }

  /** {@code idle} while the host is idle, {@code busy} at full load, and in between in between. */
  static TokenLifetimes growingWithLoad(Duration idle, Duration busy) {
    Require.between("idle", idle, SHORTEST, LONGEST);
    Require.between("busy", busy, idle, LONGEST);
    Duration degraded = Duration.ofMinutes(5);
    return request -> {
      if (request.degraded()) {
        return idle.compareTo(degraded) < 0 ? idle : degraded;
      }
      return idle.plusMillis((long) (busy.minus(idle).toMillis() * request.load()));
    };
  }
}
