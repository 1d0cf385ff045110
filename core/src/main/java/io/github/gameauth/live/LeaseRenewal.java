// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

/** What came of {@link SessionLease#renew}. */
public enum LeaseRenewal {
  /** The lease now ends with the newer token, and there will be notice anew. */
  RENEWED(false),
  /** A good token, but one that ends no later than the lease does; nothing changed. */
  UNCHANGED(false),
  /** Too little is left of the token; nothing changed. */
  TOO_SHORT(false),
  /** Nobody can tell now whether the token was revoked; nothing changed. */
  UNDECIDED(false),
  /** A token of another issuer, player or session: end the lease. */
  OTHER_PLAYER(true),
  /** A token that was issued before the one that the lease hangs on: end the lease. */
  OLDER(true),
  /** The lease has ended; the listener was told why. */
  ENDED(false);

  private final boolean closes;

  LeaseRenewal(boolean closes) {
    this.closes = closes;
  }

  /**
   * Whether the host should end the lease now, with {@link LeaseEnd#TOKEN_REFUSED}: an honest
   * client does not send such a token.
   */
  public boolean closes() {
    return closes;
  }
}
