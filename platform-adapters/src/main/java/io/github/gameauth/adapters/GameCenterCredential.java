// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;

/**
 * What {@code GKLocalPlayer.fetchItems(forIdentityVerificationSignature:)} gave the client, and for
 * whom. Our bundle id is not among it: it is known here.
 *
 * @param playerId the player's {@code teamPlayerID}
 * @param publicKeyUrl where Apple's certificate lies
 * @param signature the signature, base64
 * @param salt the salt, base64
 * @param timestamp when it was signed, milliseconds since 1970; in JSON a number, or a text for
 *     clients whose numbers are too small
 */
public record GameCenterCredential(
    String playerId, String publicKeyUrl, Secret signature, Secret salt, long timestamp) {
  /** {@code GameCenterCredential(…)}: ids stay out of logs. */
  @Override
  public String toString() {
    return "GameCenterCredential(…)";
  }
}
