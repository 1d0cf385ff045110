// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import java.time.Instant;

/** java-jwt by Auth0. */
final class JavaJwt {
  private JavaJwt() {}

  static VerifySubject verifier(Trust trust) {
    JWTVerifier verifier =
        JWT.require(Algorithm.RSA256(trust.issuer().publicKey(), null))
            .withIssuer(SampleIssuer.NAME)
            .withAudience(SampleIssuer.AUDIENCE)
            .withClaimPresence("sub")
            .withClaimPresence("exp")
            .build();
    return token -> verifier.verify(token.text()).getSubject();
  }

  static MintSubject minter(Trust trust) {
    Algorithm algorithm = Algorithm.RSA256(null, trust.issuer().privateKey());
    return subject -> {
      Instant now = Instant.now();
      return JWT.create()
          .withKeyId(SampleIssuer.KEY_ID)
          .withIssuer(SampleIssuer.NAME)
          .withSubject(subject)
          .withAudience(SampleIssuer.AUDIENCE)
          .withExpiresAt(now.plus(MintedClaims.LIFETIME))
          .withIssuedAt(now)
          .withJWTId(MintedClaims.tokenId())
          .sign(algorithm);
    };
  }
}
