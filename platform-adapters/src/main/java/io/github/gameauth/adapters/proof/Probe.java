// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessAnswer.Unknown;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal;
import io.github.gameauth.access.AccessRequest;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import java.util.Set;

/**
 * Asks a platform for one more fact about a player who is proven already: does he own the game, is
 * he banned, how old is he. It is an access check among others: what happens while nobody can tell,
 * how long that may take, and whether an older answer does, is said where it is plugged in. It
 * never changes who the player is.
 *
 * <p>Players of other platforms pass. Safe to share.
 */
public final class Probe implements AccessCheck {
  /** What is asked about one player; may block. */
  @FunctionalInterface
  public interface Question {
    /**
     * Whether the player may play.
     *
     * @param subject the player's proven id on the platform
     * @param request everything else that is known of the player
     * @throws NotProvedException if nobody can tell
     */
    AccessAnswer about(String subject, AccessRequest request) throws NotProvedException;
  }

  private final String name;
  private final Platform platform;
  private final Question question;

  private Probe(String name, Platform platform, Question question) {
    this.name = name;
    this.platform = platform;
    this.question = question;
  }

  /**
   * A probe.
   *
   * @param name such as {@code steam-ownership}, for metrics and log lines
   * @param platform whose players are asked about
   */
  public static Probe of(String name, Platform platform, Question question) {
    return new Probe(name, platform, question);
  }

  /** They may play, and own this. */
  public static AccessAnswer granted(String... entitlements) {
    return new Granted(Set.of(entitlements));
  }

  /** They may not. */
  public static AccessAnswer refused(AccessRefusal.Code code) {
    return new Refused(AccessRefusal.of(code));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public AccessAnswer check(AccessRequest request) {
    if (!request.identity().provider().equals(platform)) {
      return Granted.NOTHING_MORE;
    }
    try {
      return question.about(request.identity().subject(), request);
    } catch (NotProvedException e) {
      PlatformVerdict verdict = e.verdict();
      return new Unknown(
          name,
          verdict instanceof Undecided undecided
              ? undecided.retryAfter()
              : NotProvedException.AFTER_OUTAGE);
    }
  }

  /** Its name. */
  @Override
  public String toString() {
    return "Probe(" + name + ")";
  }
}
