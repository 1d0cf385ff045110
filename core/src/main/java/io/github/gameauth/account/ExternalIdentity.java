// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.check.Require;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformIdentity;

/**
 * A player as somebody else knows them. One such identity leads to one account at most.
 *
 * @param provider who knows the player
 * @param tenant which of the provider's worlds: sandbox, user pool, publisher; may be empty
 * @param subject the player's id there; 1 to 255 characters
 */
public record ExternalIdentity(Platform provider, String tenant, String subject) {
  /** Checks the lengths. */
  public ExternalIdentity {
    Require.text("tenant", tenant, 0, 64);
    Require.text("subject", subject, 1, 255);
  }

  /** The identity that a platform vouched for. */
  public static ExternalIdentity of(PlatformIdentity identity) {
    return new ExternalIdentity(identity.platform(), identity.environment(), identity.subject());
  }

  /** The identity of a guest's credential. */
  public static ExternalIdentity ofGuest(String credentialId) {
    return new ExternalIdentity(Platform.GUEST, "", credentialId);
  }

  /** Whether it is a guest's credential of ours. */
  public boolean isGuest() {
    return provider.equals(Platform.GUEST);
  }

  /** The provider and nothing else: ids stay out of logs. */
  @Override
  public String toString() {
    return "ExternalIdentity(" + provider + " …)";
  }
}
