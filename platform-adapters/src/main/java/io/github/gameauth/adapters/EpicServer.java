// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.secret.Secret;

/**
 * Who asks Epic about players: a client with the policy of a trusted server, never that of the
 * game.
 *
 * @param clientId the EOS client id
 * @param clientSecret its secret
 * @param deploymentId the deployment that is asked about
 */
public record EpicServer(String clientId, Secret clientSecret, String deploymentId) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the value and its range
   */
  public EpicServer {
    Require.printable("clientId", clientId, 255);
    Require.printable("clientSecret", clientSecret, 8, 255);
    Require.printable("deploymentId", deploymentId, 255);
  }
}
