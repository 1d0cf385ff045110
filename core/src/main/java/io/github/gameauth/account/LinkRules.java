// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.check.Require;
import java.time.Duration;

/**
 * What links an account may have.
 *
 * @param onePerProvider whether an account has at most one identity of each provider and tenant;
 *     true by default
 * @param coolDown how long an identity stays where it came over to; 30 days by default, 0 to 366
 *     days
 * @param guestOverlap how long a guest's secret stays good after the guest became somebody; 7 days
 *     by default, 0 to 30 days
 */
public record LinkRules(boolean onePerProvider, Duration coolDown, Duration guestOverlap) {
  /** As stated above. */
  public static final LinkRules USUAL =
      new LinkRules(true, Duration.ofDays(30), Duration.ofDays(7));

  /** Checks the spans. */
  public LinkRules {
    Require.between("coolDown", coolDown, Duration.ZERO, Duration.ofDays(366));
    Require.between("guestOverlap", guestOverlap, Duration.ZERO, Duration.ofDays(30));
  }

  /** Several identities of a provider on one account, or one. */
  public LinkRules onePerProvider(boolean onePerProvider) {
    return new LinkRules(onePerProvider, coolDown, guestOverlap);
  }

  /** Another cool-down. */
  public LinkRules coolDown(Duration coolDown) {
    return new LinkRules(onePerProvider, coolDown, guestOverlap);
  }

  /** Another overlap. */
  public LinkRules guestOverlap(Duration guestOverlap) {
    return new LinkRules(onePerProvider, coolDown, guestOverlap);
  }
}
