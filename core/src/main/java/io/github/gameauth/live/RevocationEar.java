// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.revocation.RevocationListener;
import org.jspecify.annotations.Nullable;

/** What a registry hears a feed by. A feed never forgets a listener; this one lets go. */
final class RevocationEar<C> implements RevocationListener {
  private final String issuer;
  private volatile @Nullable ConnectionRegistry<C> registry;

  private RevocationEar(String issuer, ConnectionRegistry<C> registry) {
    this.issuer = issuer;
    this.registry = registry;
  }

  static <C> RevocationEar<C> at(RevocationFeed feed, ConnectionRegistry<C> registry) {
    RevocationEar<C> ear = new RevocationEar<>(feed.issuer(), registry);
    feed.listen(ear);
    return ear;
  }

  @Override
  public void revoked(Revocation revocation) {
    ConnectionRegistry<C> now = registry;
    if (now != null) {
      now.revoked(issuer, revocation);
    }
  }

  void close() {
    registry = null;
  }
}
