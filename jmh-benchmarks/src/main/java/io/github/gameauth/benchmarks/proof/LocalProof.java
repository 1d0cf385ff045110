// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import java.security.GeneralSecurityException;
import java.util.function.Supplier;

/** Whose credentials are proved here, without asking anybody; a line for each. */
public enum LocalProof {
  /** Steam's encrypted tickets: AES-256-CBC, CRC-32 and SHA-1. */
  STEAM(SteamTickets::new),
  /** Sign in with Apple: RS256. */
  APPLE(AppleTokens::new),
  /** Users of Nintendo's consoles: RS256. */
  NINTENDO(NintendoTokens::new),
  /** Game Center: SHA-256 with RSA, under a certificate. */
  GAME_CENTER(GameCenterSignatures::new),
  /** Xbox: RSA-OAEP, AES-128-CBC with HMAC-SHA-256, and RS256 inside. */
  XBOX(XboxEnvelopes::new);

  private final Supplier<Credentials<?>> credentials;

  LocalProof(Supplier<Credentials<?>> credentials) {
    this.credentials = credentials;
  }

  /**
   * Our adapter, and so many fresh credentials, which have to be all proved before the first is met
   * again. Signing them takes up to a millisecond each.
   */
  public ProofSubject open(int credentials) throws GeneralSecurityException {
    return ProofSubject.of(this.credentials.get(), credentials);
  }
}
