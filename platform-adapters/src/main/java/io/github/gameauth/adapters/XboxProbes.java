// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.adapters.proof.Probe;
import io.github.gameauth.platform.PlatformFacts;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What Xbox says of a proven player beyond who it is.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/gaming/gdk/docs/services/fundamentals/s2s-auth-calls/service-authentication/live-user-privileges-server">Server-side
 *     handling of privileges</a>
 */
public final class XboxProbes {
  /** Multiplayer games. */
  public static final int MULTIPLAYER = 254;

  /** Play with players of other networks. */
  public static final int CROSS_NETWORK_PLAY = 185;

  private XboxProbes() {}

  /**
   * Whether the player has all of these privileges. One that is missing was taken by parents, a
   * subscription or an enforcement of Xbox's; which of them, nobody is told. It is read from the
   * token of the login and asks nobody, so it needs no failure policy. A refresh, which has no
   * token of Xbox's, passes.
   *
   * <p>The relying party must be configured for {@code prv}: without it nobody has any privilege.
   */
  public static AccessCheck privileges(int first, int... others) {
    Set<String> needed = new LinkedHashSet<>();
    needed.add(XboxUser.PRIVILEGE + first);
    for (int other : others) {
      needed.add(XboxUser.PRIVILEGE + other);
    }
    return Probe.of(
        "xbox-privileges",
        XboxAdapter.XBOX,
        (subject, request) -> {
          boolean unsaid = request.refresh() && request.facts().equals(PlatformFacts.NONE);
          return unsaid || request.facts().entitlements().containsAll(needed)
              ? Probe.granted()
              : Probe.refused(Code.NOT_ENTITLED);
        });
  }
}
