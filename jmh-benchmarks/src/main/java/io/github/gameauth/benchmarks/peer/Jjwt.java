// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Instant;
import java.util.Date;

/** jjwt, with its Jackson reader. */
final class Jjwt {
  private Jjwt() {}

  static VerifySubject verifier(Trust trust) {
    JwtParser parser =
        Jwts.parser()
            .verifyWith(trust.issuer().publicKey())
            .requireIssuer(SampleIssuer.NAME)
            .requireAudience(SampleIssuer.AUDIENCE)
            .build();
    return token ->
        Subjects.require(parser.parseSignedClaims(token.text()).getPayload().getSubject());
  }

  static MintSubject minter(Trust trust) {
    RSAPrivateCrtKey key = trust.issuer().privateKey();
    return subject -> {
      Instant now = Instant.now();
      return Jwts.builder()
          .header()
          .keyId(SampleIssuer.KEY_ID)
          .type("JWT")
          .and()
          .issuer(SampleIssuer.NAME)
          .subject(subject)
          .audience()
          .single(SampleIssuer.AUDIENCE)
          .expiration(Date.from(now.plus(MintedClaims.LIFETIME)))
          .issuedAt(Date.from(now))
          .id(MintedClaims.tokenId())
          .signWith(key, Jwts.SIG.RS256)
          .compact();
    };
  }
}
