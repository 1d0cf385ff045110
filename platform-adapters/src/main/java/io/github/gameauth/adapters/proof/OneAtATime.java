// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a code from being sent while it is under way already. Whoever sees a code for the second
 * time is told by RFC 6749 to withdraw what the first gave, so a client that sends its login twice
 * would spoil both.
 *
 * <p>It knows of this process alone, and forgets a code as soon as its login is over: {@link
 * Replays} does the rest. Holds as many fingerprints as there are logins under way. Safe to share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2">RFC 6749 §4.1.2</a>
 */
public final class OneAtATime {
  private final Set<Fingerprint> underWay = ConcurrentHashMap.newKeySet();

  /** One for the codes of a platform. */
  public OneAtATime() {}

  /**
   * What is done with a code.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T done() throws NotProvedException;
  }

  /**
   * Does the work, unless the same is being done for this code.
   *
   * @throws NotProvedException REPLAYED if it is; or whatever the work throws
   */
  public <T> T with(Secret code, Work<T> work) throws NotProvedException {
    Fingerprint fingerprint = Fingerprint.of(code);
    if (!underWay.add(fingerprint)) {
      throw NotProvedException.rejected(Reason.REPLAYED);
    }
    try {
      return work.done();
    } finally {
      underWay.remove(fingerprint);
    }
  }

  /** Does the work of a login that may bring a code, or something else that is shown as it is. */
  public <T> T with(Optional<Secret> code, Work<T> work) throws NotProvedException {
    return code.isPresent() ? with(code.get(), work) : work.done();
  }

  /** How many codes are under way. */
  @Override
  public String toString() {
    return "OneAtATime(" + underWay.size() + ")";
  }
}
