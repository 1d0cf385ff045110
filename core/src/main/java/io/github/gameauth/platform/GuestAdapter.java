// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.store.StoreException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Proves guests by the secrets that we made for them. An unknown guest, a wrong secret and one that
 * has ended are the same answer, after the same work.
 *
 * <p>The use of a secret that was made to follow another ends that other one. Safe to share.
 */
public final class GuestAdapter implements PlatformAdapter<GuestCredential> {
  /** How often a replacement by somebody else is believed; nobody logs in that often at once. */
  private static final int TRIES = 5;

  private static final PlatformVerdict INVALID = new Rejected(Reason.INVALID);

  /** Stands in for the record of a guest who is not there. */
  private static final Fingerprint NOBODY = Fingerprint.of("nobody");

  private final GuestStore store;
  private final InstantSource clock;

  /**
   * An adapter on a store of guests.
   *
   * @param store where the credentials are kept
   * @param clock the time of day
   */
  public GuestAdapter(GuestStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Platform platform() {
    return Platform.GUEST;
  }

  @Override
  public Class<GuestCredential> credentialType() {
    return GuestCredential.class;
  }

  /** Undecided only while the store cannot be reached, or does not keep still to be read. */
  @Override
  public PlatformVerdict verify(GuestCredential credential) {
    if (!credential.isWellFormed()) {
      return INVALID;
    }
    Fingerprint shown = Fingerprint.of(credential.secret());
    try {
      for (int tries = 0; tries < TRIES; tries++) {
        Optional<GuestRecord> kept = store.find(credential.id());
        boolean current = shown.equals(kept.map(GuestRecord::secretHash).orElse(NOBODY));
        boolean next = shown.equals(kept.flatMap(GuestRecord::nextHash).orElse(NOBODY));
        if (kept.isEmpty() || !kept.get().isLiveAt(clock.instant()) || !(current || next)) {
          return INVALID;
        }
        if (current || store.replaceSecrets(kept.get(), kept.get().advanced())) {
          return accepted(credential);
        }
      }
    } catch (StoreException e) {
      return Outage.OF_A_STORE;
    }
    return Outage.OF_A_STORE;
  }

  private static PlatformVerdict accepted(GuestCredential credential) {
    return new Accepted(
        PlatformIdentity.of(Platform.GUEST, "", credential.id(), IdScope.PUBLISHER));
  }
}
