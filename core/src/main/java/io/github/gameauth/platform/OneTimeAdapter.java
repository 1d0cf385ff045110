// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.store.StoreException;
import java.util.function.Predicate;

/** Accepts what another adapter accepts, once. */
final class OneTimeAdapter<C> implements PlatformAdapter<C> {
  private final PlatformAdapter<C> adapter;
  private final Predicate<C> firstUse;

  OneTimeAdapter(PlatformAdapter<C> adapter, Predicate<C> firstUse) {
    this.adapter = adapter;
    this.firstUse = firstUse;
  }

  @Override
  public Platform platform() {
    return adapter.platform();
  }

  @Override
  public Class<C> credentialType() {
    return adapter.credentialType();
  }

  @Override
  public PlatformVerdict verify(C credential) {
    PlatformVerdict verdict = adapter.verify(credential);
    if (!(verdict instanceof Accepted)) {
      return verdict;
    }
    try {
      return firstUse.test(credential) ? verdict : new Rejected(Reason.REPLAYED);
    } catch (StoreException e) {
      return Outage.OF_A_STORE;
    }
  }
}
