// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.token.TokenBytes;
import io.github.gameauth.token.UnverifiedToken;

/** A token on its way, before its key has been found. */
sealed interface Suspect {
  /** The issuer's configured name, for events. */
  String issuer();

  /** Asks the issuer's keys for the one that is needed; asking again tells what has come since. */
  KeyAnswer keys();

  /** A token about which no more need be asked. */
  record Settled(String issuer, Verification verdict) implements Suspect {
    @Override
    public KeyAnswer keys() {
      return KeyAnswer.UNKNOWN;
    }
  }

  /** A token that nothing speaks against yet. */
  record Unverified(TokenBytes bytes, UnverifiedToken token, IssuerTrust trust) implements Suspect {
    @Override
    public String issuer() {
      return trust.name();
    }

    @Override
    public KeyAnswer keys() {
      return trust.find(token.algorithm(), token.keyId().orElse(null));
    }
  }
}
