// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

import io.github.gameauth.check.Require;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Notices when a credential that is good for one time is shown again, to whichever server. Only
 * what was proved may be noted, so that strangers cannot fill the store.
 *
 * <p>Kept is a fingerprint, for as long as the credential could be shown. Where a platform lets one
 * credential be written in several ways, such as hex digits of both cases, bring it into one first.
 *
 * <p>Safe to share.
 */
public final class ReplayGuard {
  private final OnceStore store;
  private final String namespace;
  private final InstantSource clock;

  /**
   * A guard for one kind of credential.
   *
   * @param store where uses are noted, shared by all servers
   * @param namespace the kind, 1 to 16 of {@code a-z 0-9 . _ -}, such as the platform's name
   * @param clock the time of day
   */
  public ReplayGuard(OnceStore store, String namespace, InstantSource clock) {
    this.store = store;
    this.namespace = Require.word("namespace", namespace, 1, 16);
    this.clock = clock;
  }

  /**
   * Whether this is the credential's first use, which it notes. However many ask at once, one of
   * them is told yes.
   *
   * @param credential what was proved, in one spelling
   * @param until since when it is refused for its age; if that is past, it is no first use
   * @throws io.github.gameauth.store.StoreException if nobody can tell
   */
  public boolean firstUse(Secret credential, Instant until) {
    Instant now = clock.instant();
    return until.isAfter(now)
        && store.claim(new OnceKey(namespace, Fingerprint.of(credential)), "", now, until);
  }

  /**
   * The same adapter, for credentials that are good for one time: what it accepts a second time is
   * {@link PlatformVerdict.Reason#REPLAYED}. It is asked first and the guard after it. If the store
   * cannot be reached nobody is accepted, and the verdict is undecided.
   *
   * <p>A credential is used up even if something later goes wrong; the client fetches another.
   *
   * @param adapter proves the credentials
   * @param proved what of a credential the guard notes, such as {@link TrustedToken#signedPart}
   * @param age how long the adapter accepts a credential at most, its leeway included; 1 second to
   *     31 days
   */
  public <C> PlatformAdapter<C> around(
      PlatformAdapter<C> adapter, Function<C, Secret> proved, Duration age) {
    Require.between("age", age, Duration.ofSeconds(1), Duration.ofDays(31));
    return new OneTimeAdapter<>(
        adapter, credential -> firstUse(proved.apply(credential), clock.instant().plus(age)));
  }
}
