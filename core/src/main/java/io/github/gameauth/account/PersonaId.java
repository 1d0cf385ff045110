// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.check.Require;

/**
 * What one game calls a player: the {@code sub} of its tokens. Two games call the same player by
 * names that nobody can connect.
 *
 * @param value 1 to 64 printable ASCII characters without spaces
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#PairwiseAlg">OpenID Connect
 *     Core §8.1</a>
 */
public record PersonaId(String value) {
  /** Checks the value. */
  public PersonaId {
    Require.printable("persona", value, 64);
  }

  /** {@code PersonaId(…)}: it stays out of logs. */
  @Override
  public String toString() {
    return "PersonaId(…)";
  }
}
