// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.adapters.AmazonAdapter.Settings;
import io.github.gameauth.adapters.proof.Probe;

/** What Amazon says of a proven player beyond who it is. */
public final class AmazonProbes {
  private AmazonProbes() {}

  /**
   * Whether the player may play by a Luna channel or a purchase. How that is asked Amazon tells its
   * partners alone, so the question is yours; it is given the player's {@code user_id}, and is not
   * asked about players of other platforms.
   *
   * <pre>{@code
   * AccessCheck luna =
   *     AmazonProbes.entitlement(
   *         lunaSettings,
   *         (userId, request) ->
   *             channel.subscribes(userId)
   *                 ? Probe.granted("luna:channel")
   *                 : Probe.refused(AccessRefusal.Code.NOT_ENTITLED));
   * }</pre>
   *
   * @param settings those of the adapter that proves the players
   * @param question asks; safe to share, and throws {@code NotProvedException} if nobody can tell
   */
  public static AccessCheck entitlement(Settings settings, Probe.Question question) {
    return Probe.of(settings.platform().name() + "-entitlement", settings.platform(), question);
  }
}
