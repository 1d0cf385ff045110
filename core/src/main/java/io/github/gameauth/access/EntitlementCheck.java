// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import io.github.gameauth.access.AccessRefusal.Code;
import java.util.Collections;
import java.util.Set;

/**
 * Asks what a player owns. The answer goes into the token, and whoever lacks what a game needs may
 * be kept out. As safe to share as the hook.
 */
public final class EntitlementCheck implements AccessCheck {
  private final String name;
  private final Hook hook;
  private final Set<String> anyOf;

  /** The operator's shop, or a platform's. */
  @FunctionalInterface
  public interface Hook {
    /**
     * What the player owns of {@link AccessRequest#game()}, by the names that the token shall hold.
     * It may block, and may throw.
     */
    Set<String> ownedBy(AccessRequest request);
  }

  private EntitlementCheck(String name, Hook hook, Set<String> anyOf) {
    this.name = name;
    this.hook = hook;
    this.anyOf = anyOf;
  }

  /**
   * Says what players own, and keeps nobody out.
   *
   * @param name what to call it in metrics and log lines
   */
  public static EntitlementCheck listing(String name, Hook hook) {
    return new EntitlementCheck(name, hook, Set.of());
  }

  /**
   * Says what players own, and keeps out whoever owns none of {@code anyOf}.
   *
   * @param name what to call it in metrics and log lines
   * @param anyOf at least one, such as the editions of a game
   */
  public static EntitlementCheck needing(String name, Hook hook, String... anyOf) {
    if (anyOf.length == 0) {
      throw new IllegalArgumentException("anyOf: none (expected: at least 1)");
    }
    return new EntitlementCheck(name, hook, Set.of(anyOf));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public AccessAnswer check(AccessRequest request) {
    Set<String> owned = Set.copyOf(hook.ownedBy(request));
    return !anyOf.isEmpty() && Collections.disjoint(owned, anyOf)
        ? new AccessAnswer.Refused(AccessRefusal.of(Code.NOT_ENTITLED))
        : new AccessAnswer.Granted(owned);
  }
}
