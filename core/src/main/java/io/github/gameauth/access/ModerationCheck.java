// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.account.Ban;
import java.util.Optional;

/**
 * Asks the operator's moderation whether a player has to stay out. As safe to share as the hook.
 */
public final class ModerationCheck implements AccessCheck {
  private final String name;
  private final Hook hook;

  /** The operator's moderation. */
  @FunctionalInterface
  public interface Hook {
    /** What keeps the player out now; empty if nothing does. It may block, and may throw. */
    Optional<Ban> banOf(AccessRequest request);
  }

  private ModerationCheck(String name, Hook hook) {
    this.name = name;
    this.hook = hook;
  }

  /**
   * A check by that hook. Whatever ban the hook tells is taken to be in force.
   *
   * @param name what to call it in metrics and log lines
   */
  public static ModerationCheck asking(String name, Hook hook) {
    return new ModerationCheck(name, hook);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public AccessAnswer check(AccessRequest request) {
    return hook.banOf(request)
        .<AccessAnswer>map(ban -> new AccessAnswer.Refused(AccessRefusal.of(Code.MODERATED, ban)))
        .orElse(AccessAnswer.Granted.NOTHING_MORE);
  }
}
